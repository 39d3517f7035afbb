package sluice.image;

import sluice.image.picture.RowSink;

/** Reduces a picture to squares of several sizes while its rows pass by, in any order. */
final class Reductions implements RowSink {

    private final int[] sides;
    private final Reduction[] reductions;

    Reductions(int... sides) {
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

    /** The square of the given place in the constructor's list, once all rows were taken. */
    byte[] square(int index) {
        return reductions[index].square();
    }
}
