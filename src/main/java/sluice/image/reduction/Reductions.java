package sluice.image.reduction;

import sluice.image.luminance.RowSink;

/** Reduces a picture to squares of several sizes while its rows pass by, in any order. */
public final class Reductions implements RowSink {

    private final int[] sides;
    private final Reduction[] reductions;

    /** To squares of these sides, in pixels; one object for one picture. */
    public Reductions(int... sides) {
        this.sides = sides.clone();
        this.reductions = new Reduction[sides.length];
    }

    @Override
    public void start(int width, int height) {
        for (int i = 0; i < sides.length; i++) {
            reductions[i] = new Reduction(width, height, sides[i]);
        }
    }

    @Override
    public void row(int y, int[] luminance) {
        for (var reduction : reductions) {
            reduction.row(y, luminance);
        }
    }

    /** The square of the given place in the constructor's list, row by row, once all rows were taken. */
    public byte[] square(int index) {
        return reductions[index].square();
    }
}
