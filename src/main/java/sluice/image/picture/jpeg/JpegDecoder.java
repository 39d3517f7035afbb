package sluice.image.picture.jpeg;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.io.IOException;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import sluice.image.luminance.Luminance;
import sluice.image.luminance.RowSink;
import sluice.image.picture.Admission;
import sluice.image.picture.Decoder;
import sluice.image.picture.Picture;
import sluice.image.picture.PictureFormat;
import sluice.image.picture.Reading;
import sluice.image.picture.UnreadableImage;

/** Reads JPEG with the JDK's reader, without the colour conversions that an ICC profile makes it do by default. */
public final class JpegDecoder implements Decoder {

    @Override
    public void decode(Picture picture, Admission limits, RowSink sink) throws IOException, UnreadableImage {
        try (var reading = new Reading(picture, PictureFormat.JPEG)) {
            var reader = reading.reader();
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            limits.admit(width, height);
            var header = JpegHeader.read(picture);
            var type = plainType(reader);
            // a profile of another kind than red, green and blue leaves only a type into which it converts
            boolean raw = type == null
                    || header.hasProfile()
                            && type.getColorModel().getColorSpace().isCS_sRGB();
            limits.admitHeld(width, height, header.heldPerPixel(raw));
            if (raw) {
                unconverted(reader, header, sink);
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

    /** What has four inks, or what the reader would convert: its samples as they are in the file. */
    private static void unconverted(ImageReader reader, JpegHeader header, RowSink sink)
            throws IOException, UnreadableImage {
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        var raster = reader.readRaster(0, null);
        int bands = raster.getNumBands();
        if (bands != 3 && bands != 4) {
            throw UnreadableImage.unsupported(PictureFormat.JPEG, bands + " components");
        }
        var samples = new byte[bands * width];
        var luminance = new int[width];
        sink.start(width, height);
        for (int y = 0; y < height; y++) {
            raster.getDataElements(0, y, width, 1, samples);
            if (bands == 4) {
                invert(samples, header.isYcc() ? 3 : 0); // as Adobe's programs write it: 255 is no ink
            }
            if (header.isYcc()) {
                Luminance.toRgb(samples, bands, Luminance.LIBJPEG);
            }
            if (bands == 4) {
                Luminance.ofCmyk(samples, 0, bands, luminance, width);
            } else {
                Luminance.ofRgb(samples, 0, luminance, width);
            }
            sink.row(y, luminance);
        }
    }

    /** The inks of each pixel from this one on; the brightness of the others has become light already. */
    private static void invert(byte[] samples, int first) {
        for (int at = 0; at < samples.length; at += 4) {
            for (int i = at + first; i < at + 4; i++) {
                samples[i] = (byte) ~samples[i];
            }
        }
    }
}
