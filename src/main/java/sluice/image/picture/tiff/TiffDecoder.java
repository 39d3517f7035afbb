package sluice.image.picture.tiff;

import java.awt.Rectangle;
import java.awt.image.Raster;
import java.io.IOException;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import sluice.image.luminance.Luminance;
import sluice.image.luminance.Plane;
import sluice.image.luminance.RowSink;
import sluice.image.picture.Admission;
import sluice.image.picture.Decoder;
import sluice.image.picture.Picture;
import sluice.image.picture.PictureFormat;
import sluice.image.picture.Reading;
import sluice.image.picture.UnreadableImage;

/** Reads the first picture of a TIFF, turned as its tag says; the first kind of JPEG in TIFF by the JDK's reader. */
public final class TiffDecoder implements Decoder {

    private static final int ROWS_AT_ONCE = 64;

    @Override
    public void decode(Picture picture, Admission limits, RowSink sink) throws IOException, UnreadableImage {
        try (var file = picture.openForImageReader()) {
            var directory = TiffDirectory.first(file, picture.size());
            var tags = TiffTags.of(directory);
            limits.admit(tags.width(), tags.height());
            if (tags.transposed()) {
                limits.admitHeld(tags.width(), tags.height(), 1);
            }
            var plane = tags.transposed() ? new Plane(tags.width(), tags.height()) : null;
            var turned = new Turned(tags, plane == null ? sink : plane);
            turned.start(tags.width(), tags.height());
            if (TiffRows.understands(tags.compression())) {
                var samples = new TiffSamples(tags, file.getByteOrder());
                try (var rows = new TiffRows(file, picture.size(), directory, tags, limits)) {
                    for (int y = 0; y < tags.height(); y++) {
                        turned.row(y, samples.luminance(rows.row(y)));
                    }
                }
            } else {
                otherwise(picture, tags, limits, turned);
            }
            if (plane != null) {
                plane.replayTransposed(sink);
            }
        }
    }

    /** Puts rows where the orientation wants them, as far as that can be done row by row. */
    private record Turned(TiffTags tags, RowSink sink) implements RowSink {

        @Override
        public void start(int width, int height) {
            sink.start(width, height);
        }

        @Override
        public void row(int y, int[] luminance) {
            if (tags.rightToLeft()) {
                for (int i = 0, j = luminance.length - 1; i < j; i++, j--) {
                    int swap = luminance[i];
                    luminance[i] = luminance[j];
                    luminance[j] = swap;
                }
            }
            sink.row(tags.upsideDown() ? tags.height() - 1 - y : y, luminance);
        }
    }

    private static void otherwise(Picture picture, TiffTags tags, Admission limits, RowSink sink)
            throws IOException, UnreadableImage {
        if (tags.compression() != TiffTags.OLD_JPEG) {
            throw UnreadableImage.unsupported(
                    PictureFormat.TIFF,
                    tags.compression() == TiffTags.ZSTANDARD
                            ? "it is compressed by Zstandard"
                            : "compression " + tags.compression());
        }
        try (var reading = new Reading(picture, PictureFormat.TIFF)) {
            var reader = reading.reader();
            int rows = wholeTiles(reader.getTileHeight(0), tags.height());
            limits.admitHeld(tags.width(), rows, 2 * tags.samples());
            for (int top = 0; top < tags.height(); top += rows) {
                band(reader, tags, top, Math.min(rows, tags.height() - top), sink);
            }
        }
    }

    /** Whole strips or tiles, since a part of a compressed one costs as much as all of it. */
    private static int wholeTiles(int tileHeight, int height) {
        int tile = Math.max(1, Math.min(tileHeight, height));
        return (int) Math.min(height, ((long) ROWS_AT_ONCE + tile - 1) / tile * tile);
    }

    private static void band(ImageReader reader, TiffTags tags, int top, int count, RowSink sink)
            throws IOException, UnreadableImage {
        var parameters = new ImageReadParam();
        parameters.setSourceRegion(new Rectangle(0, top, tags.width(), count));
        Raster raster = reader.read(0, parameters).getRaster();
        if (raster.getNumBands() != 3 || tags.bits() != 8) {
            throw tags.unsupported();
        }
        var luminance = new int[tags.width()];
        var colours = new byte[3 * tags.width()];
        for (int y = 0; y < count; y++) {
            raster.getDataElements(0, y, luminance.length, 1, colours);
            Luminance.ofRgb(colours, 0, luminance, luminance.length);
            sink.row(top + y, luminance);
        }
    }
}
