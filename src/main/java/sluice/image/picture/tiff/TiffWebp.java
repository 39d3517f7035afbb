package sluice.image.picture.tiff;

import java.io.IOException;
import sluice.image.picture.PictureFormat;
import sluice.image.picture.UnreadableImage;
import sluice.image.picture.webp.WebpDecoder;

/** Strips and tiles of a TIFF that are WebP pictures. */
final class TiffWebp {

    private static final int[] SHIFTS = {16, 8, 0, 24};

    private TiffWebp() {}

    /** The samples of a block, pixel by pixel: red, green, blue and perhaps alpha. */
    static byte[] decode(byte[] block, int samples) throws IOException, UnreadableImage {
        if (samples < 3 || samples > 4) {
            throw UnreadableImage.corrupt(PictureFormat.TIFF, "WebP of " + samples + " samples");
        }
        var raster = WebpDecoder.raster(block);
        var pixels = (int[]) raster.getDataElements(0, 0, raster.getWidth(), raster.getHeight(), null);
        var bytes = new byte[pixels.length * samples];
        for (int i = 0; i < pixels.length; i++) {
            for (int sample = 0; sample < samples; sample++) {
                bytes[i * samples + sample] = (byte) (pixels[i] >> SHIFTS[sample]);
            }
        }
        return bytes;
    }
}
