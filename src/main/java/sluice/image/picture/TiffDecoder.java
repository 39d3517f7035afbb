package sluice.image.picture;

import java.awt.Rectangle;
import java.io.IOException;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;

/** Reads the first picture of a TIFF with the JDK's reader, some strips at a time, turned as its tag says. */
final class TiffDecoder implements Decoder {

    private static final int ROWS_AT_ONCE = 64;

    @Override
    public void decode(Picture picture, Admission limits, RowSink sink) throws IOException, UnreadableImage {
        try (var reading = new Reading(picture, PictureFormat.TIFF)) {
            var reader = reading.reader();
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            limits.admit(PictureFormat.TIFF, width, height);
            var tags = TiffTags.of(reader);
            int rows = tags.compressed() ? wholeTiles(reader.getTileHeight(0), height) : ROWS_AT_ONCE;
            limits.admitHeld(PictureFormat.TIFF, width, rows, 2 * tags.pixelBytes());
            if (tags.transposed()) {
                limits.admitHeld(PictureFormat.TIFF, width, height, 1);
                var plane = new Plane(width, height);
                bands(reader, tags, rows, plane);
                plane.replayTransposed(sink);
            } else {
                bands(reader, tags, rows, sink);
            }
        }
    }

    /** Whole strips or tiles, since a part of a compressed one costs as much as all of it. */
    private static int wholeTiles(int tileHeight, int height) {
        int tile = Math.max(1, Math.min(tileHeight, height));
        return (int) Math.min(height, ((long) ROWS_AT_ONCE + tile - 1) / tile * tile);
    }

    private static void bands(ImageReader reader, TiffTags tags, int rows, RowSink sink)
            throws IOException, UnreadableImage {
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        var samples = new TiffSamples(tags, width);
        sink.start(width, height);
        for (int top = 0; top < height; top += rows) {
            int count = Math.min(rows, height - top);
            var parameters = new ImageReadParam();
            parameters.setSourceRegion(new Rectangle(0, top, width, count));
            var raster = reader.read(0, parameters).getRaster();
            for (int y = 0; y < count; y++) {
                var luminance = samples.luminance(raster, y);
                sink.row(tags.upsideDown() ? height - 1 - top - y : top + y, luminance);
            }
        }
    }
}
