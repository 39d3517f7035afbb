package sluice.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import sluice.image.luminance.RowSink;
import sluice.image.picture.ImageLimits;
import sluice.image.picture.Picture;

/** A picture's luminance as it arrived; insists on the contract of a sink. */
public final class Collected implements RowSink {

    private int[][] rows;
    private int width;

    public static int[][] of(byte[] file) throws Exception {
        return of(file, ImageLimits.standard());
    }

    static int[][] of(byte[] file, ImageLimits limits) throws Exception {
        var collected = new Collected();
        new PictureReader(limits).read(Picture.of(file), collected);
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
