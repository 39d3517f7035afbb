package sluice.image.luminance;

/** A whole picture's luminance in memory, for formats whose rows are not whole until the end. */
public final class Plane implements RowSink {

    private final int width;
    private final int height;
    private final byte[][] rows;

    /** An empty one, black; a byte per pixel. */
    public Plane(int width, int height) {
        this.width = width;
        this.height = height;
        this.rows = new byte[height][width];
    }

    @Override
    public void start(int width, int height) {
        // the size was given to the constructor
    }

    @Override
    public void row(int y, int[] luminance) {
        spread(y, 0, 1, luminance, width);
    }

    /** Puts values into row {@code y}, from {@code first} on, {@code step} places apart. */
    public void spread(int y, int first, int step, int[] values, int count) {
        var row = rows[y];
        for (int i = 0, x = first; i < count; i++, x += step) {
            row[x] = (byte) values[i];
        }
    }

    /** Hands on the picture as it is. */
    public void replay(RowSink sink) {
        sink.start(width, height);
        var luminance = new int[width];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                luminance[x] = rows[y][x] & 0xff;
            }
            sink.row(y, luminance);
        }
    }

    /** Hands on the picture mirrored at its main diagonal: columns become rows. */
    public void replayTransposed(RowSink sink) {
        sink.start(height, width);
        var column = new int[height];
        for (int x = 0; x < width; x++) {
            for (int y = 0; y < height; y++) {
                column[y] = rows[y][x] & 0xff;
            }
            sink.row(x, column);
        }
    }
}
