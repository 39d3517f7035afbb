package sluice.image.picture;

import java.util.Arrays;

/** A whole picture's luminance in memory, for formats whose rows are not whole until the end. */
final class Plane implements RowSink {

    private final int width;
    private final int height;
    private final byte[][] rows;

    Plane(int width, int height) {
        this.width = width;
        this.height = height;
        this.rows = new byte[height][width];
    }

    @Override
    public void start(int width, int height) {
        // the size was given to the constructor
    }

    @Override
    public void row(int y, byte[] luminance) {
        System.arraycopy(luminance, 0, rows[y], 0, width);
    }

    void fill(byte value) {
        for (var row : rows) {
            Arrays.fill(row, value);
        }
    }

    /** Puts values into row {@code y}, from {@code first} on, {@code step} places apart. */
    void spread(int y, int first, int step, byte[] values, int count) {
        var row = rows[y];
        for (int i = 0, x = first; i < count; i++, x += step) {
            row[x] = values[i];
        }
    }

    /** Hands on the picture as it is. */
    void replay(RowSink sink) {
        sink.start(width, height);
        for (int y = 0; y < height; y++) {
            sink.row(y, rows[y]);
        }
    }

    /** Hands on the picture mirrored at its main diagonal: columns become rows. */
    void replayTransposed(RowSink sink) {
        sink.start(height, width);
        var column = new byte[height];
        for (int x = 0; x < width; x++) {
            for (int y = 0; y < height; y++) {
                column[y] = rows[y][x];
            }
            sink.row(x, column);
        }
    }
}
