package sluice.image.picture.jpeg;

import java.awt.Point;
import java.awt.image.DataBufferByte;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import sluice.image.luminance.Luminance;
import sluice.image.luminance.RowSink;

/**
 * Where the JPEG reader believes to write its picture: each row goes to a sink and is forgotten. So a picture takes no
 * memory, and its rows are still in the processor's cache when they are used.
 */
final class RowRaster extends WritableRaster {

    private static final int[] GREY = Luminance.ofGrey(8);

    private final RowSink sink;
    private final int bands;
    private final int scans;
    private int scan;
    private final byte[] colours;
    private final int[] luminance;

    /**
     * For rows of grey (1 band) or red, green and blue (3 bands).
     *
     * @param scans how often the reader writes each row, better each time; only the last is handed on
     */
    RowRaster(int width, int height, int bands, int scans, RowSink sink) {
        super(
                new PixelInterleavedSampleModel(0, width, height, bands, width * bands, offsets(bands)),
                new DataBufferByte(1),
                new Point(0, 0));
        this.sink = sink;
        this.bands = bands;
        this.scans = scans;
        this.colours = new byte[width * bands];
        this.luminance = new int[width];
    }

    private static int[] offsets(int bands) {
        return bands == 1 ? new int[] {0} : new int[] {0, 1, 2};
    }

    @Override
    public void setRect(int dx, int dy, Raster source) {
        scan += dy == 0 ? 1 : 0;
        if (scan < scans) {
            return;
        }
        for (int y = 0; y < source.getHeight(); y++) {
            source.getDataElements(0, y, getWidth(), 1, colours);
            if (bands == 3) {
                Luminance.ofRgb(colours, 0, luminance, getWidth());
            } else {
                Luminance.ofPacked(colours, 0, 8, GREY, luminance, 0, getWidth());
            }
            sink.row(dy + y, luminance);
        }
    }

    /** Whether the last scan came. */
    boolean complete() {
        return scan >= scans;
    }

    @Override
    public WritableRaster createWritableChild(
            int x, int y, int width, int height, int childX, int childY, int[] bandList) {
        return this; // the reader asks for the whole of it, under another name
    }
}
