package sluice.image.picture;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.io.IOException;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;

/** Reads JPEG with the JDK's reader, without the colour conversions that an ICC profile makes it do by default. */
final class JpegDecoder implements Decoder {

    @Override
    public void decode(Picture picture, Admission limits, RowSink sink) throws IOException, UnreadableImage {
        try (var reading = new Reading(picture, PictureFormat.JPEG)) {
            var reader = reading.reader();
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            limits.admit(PictureFormat.JPEG, width, height);
            var header = JpegHeader.read(picture);
            limits.admitHeld(PictureFormat.JPEG, width, height, header.heldPerPixel());
            var type = plainType(reader);
            if (type == null) {
                inks(reader, sink);
            } else {
                rows(reader, type, header.scans(), sink);
            }
            reading.refuseIfTruncated();
        }
    }

    /** The type whose values are those in the file: grey, or the profile's own RGB rather than sRGB; null for CMYK. */
    private static ImageTypeSpecifier plainType(ImageReader reader) throws IOException {
        ImageTypeSpecifier plain = null;
        for (var types = reader.getImageTypes(0); types.hasNext(); ) {
            var type = types.next();
            var space = type.getColorModel().getColorSpace();
            if (space.getType() == ColorSpace.TYPE_RGB && (plain == null || !space.isCS_sRGB())) {
                plain = type;
            } else if (space.getType() == ColorSpace.TYPE_GRAY
                    && reader.getRawImageType(0).getNumBands() == 1) {
                return type;
            }
        }
        return plain;
    }

    private static void rows(ImageReader reader, ImageTypeSpecifier type, int scans, RowSink sink)
            throws IOException, UnreadableImage {
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        var raster = new RowRaster(width, height, type.getNumBands(), scans, sink);
        var parameters = new ImageReadParam();
        parameters.setDestination(new BufferedImage(type.getColorModel(), raster, false, null));
        sink.start(width, height);
        reader.read(0, parameters);
        if (!raster.complete()) {
            throw UnreadableImage.corrupt(PictureFormat.JPEG, "it says " + scans + " scans and holds fewer");
        }
    }

    private static void inks(ImageReader reader, RowSink sink) throws IOException, UnreadableImage {
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        var raster = reader.readRaster(0, null);
        if (raster.getNumBands() != 4) {
            throw UnreadableImage.unsupported(PictureFormat.JPEG, raster.getNumBands() + " components");
        }
        var inks = new byte[4 * width];
        var luminance = new int[width];
        sink.start(width, height);
        for (int y = 0; y < height; y++) {
            raster.getDataElements(0, y, width, 1, inks);
            for (int i = 0; i < inks.length; i++) {
                inks[i] = (byte) ~inks[i]; // as Adobe's programs write it: 255 is no ink
            }
            Luminance.ofCmyk(inks, 0, 4, luminance, width);
            sink.row(y, luminance);
        }
    }
}
