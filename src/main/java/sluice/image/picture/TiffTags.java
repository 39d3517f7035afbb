package sluice.image.picture;

import java.io.IOException;
import javax.imageio.ImageReader;
import javax.imageio.plugins.tiff.TIFFDirectory;

/** The tags of a TIFF's first picture that decide what its samples mean. */
record TiffTags(
        Photometric photometric,
        int bits,
        int samples,
        boolean compressed,
        int orientation,
        boolean premultiplied,
        int[] table) {

    private static final int BITS_PER_SAMPLE = 258;
    private static final int COMPRESSION = 259;
    private static final int UNCOMPRESSED = 1;
    private static final int PHOTOMETRIC = 262;
    private static final int ORIENTATION = 274;
    private static final int SAMPLES_PER_PIXEL = 277;
    private static final int COLOUR_MAP = 320;
    private static final int EXTRA_SAMPLES = 338;

    /** How samples are colours; named as the TIFF standard numbers them. */
    enum Photometric {
        WHITE_IS_ZERO,
        BLACK_IS_ZERO,
        RGB,
        PALETTE,
        MASK,
        CMYK,
        YCBCR
    }

    static TiffTags of(ImageReader reader) throws IOException, UnreadableImage {
        var directory = TIFFDirectory.createFromMetadata(reader.getImageMetadata(0));
        int number = number(directory, PHOTOMETRIC, 0);
        if (number >= Photometric.values().length || number == Photometric.MASK.ordinal()) {
            throw UnreadableImage.unsupported(PictureFormat.TIFF, "photometric interpretation " + number);
        }
        return new TiffTags(
                Photometric.values()[number],
                number(directory, BITS_PER_SAMPLE, 1),
                number(directory, SAMPLES_PER_PIXEL, 1),
                number(directory, COMPRESSION, UNCOMPRESSED) != UNCOMPRESSED,
                number(directory, ORIENTATION, 1),
                number(directory, EXTRA_SAMPLES, 0) == 1,
                table(directory));
    }

    private static int number(TIFFDirectory directory, int tag, int otherwise) {
        var field = directory.getTIFFField(tag);
        return field == null ? otherwise : field.getAsInt(0);
    }

    private static int[] table(TIFFDirectory directory) {
        var field = directory.getTIFFField(COLOUR_MAP);
        if (field == null) {
            return Luminance.ofGrey(8);
        }
        int colours = Math.min(256, field.getCount() / 3);
        var palette = new byte[3 * colours];
        for (int i = 0; i < palette.length; i++) {
            palette[i] = (byte) (field.getAsInt(i % 3 * (field.getCount() / 3) + i / 3) >> 8);
        }
        return Luminance.ofPalette(palette, colours);
    }

    int pixelBytes() {
        return Math.max(1, (bits * samples + 7) / 8);
    }

    boolean transposed() {
        return orientation >= 5 && orientation <= 8;
    }

    /** Whether the last stored row is the first; of a transposed picture, before columns become rows. */
    boolean upsideDown() {
        return orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
    }

    /** Whether rows go from right to left; of a transposed picture, before columns become rows. */
    boolean rightToLeft() {
        return orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
    }
}
