package sluice.image.luminance;

/** Takes a picture row by row. */
public interface RowSink {

    /** Called once, before the first row. */
    void start(int width, int height);

    /**
     * Takes one row. Every row comes exactly once, in the order in which the format stores them.
     *
     * @param y the row's place from the top, from 0
     * @param luminance grey values 0 to 255 in its first {@code width} places; only valid during the call
     */
    void row(int y, int[] luminance);
}
