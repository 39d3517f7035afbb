package sluice.image.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;

/** A picture's luminance as it arrived; insists on the contract of a sink. */
final class Collected implements RowSink {

    private int[][] rows;
    private int width;

    static int[][] of(byte[] file) throws Exception {
        return of(file, ImageLimits.standard());
    }

    static int[][] of(byte[] file, ImageLimits limits) throws Exception {
        var collected = new Collected();
        Picture.of(file).read(limits, collected);
        assertThat(Arrays.asList(collected.rows)).as("no row missing").doesNotContainNull();
        return collected.rows;
    }

    @Override
    public void start(int width, int height) {
        assertThat(rows).as("started once").isNull();
        this.width = width;
        rows = new int[height][];
    }

    @Override
    public void row(int y, int[] luminance) {
        assertThat(rows[y]).as("row %d comes once", y).isNull();
        rows[y] = Arrays.copyOf(luminance, width);
        assertThat(Arrays.stream(rows[y])).allMatch(value -> value >= 0 && value <= 255);
    }
}
