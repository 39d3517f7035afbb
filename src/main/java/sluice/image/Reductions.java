package sluice.image;

import sluice.image.picture.RowSink;

/** Reduces a picture to squares of several sizes while its rows pass by, in any order. */
final class Reductions implements RowSink {

    private final int[] sides;
    private final Reduction[] reductions;
    private long[] pairs;
    private int waiting = -1;

    Reductions(int... sides) {
        this.sides = sides.clone();
        this.reductions = new Reduction[sides.length];
    }

    @Override
    public void start(int width, int height) {
        pairs = new long[width];
        for (int i = 0; i < sides.length; i++) {
            reductions[i] = new Reduction(width, height, sides[i]);
        }
    }

    @Override
    public void row(int y, byte[] luminance) {
        if (waiting < 0) {
            for (int x = 0; x < pairs.length; x++) {
                pairs[x] = luminance[x] & 0xff;
            }
            waiting = y;
            return;
        }
        for (int x = 0; x < pairs.length; x++) {
            pairs[x] |= (luminance[x] & 0xffL) << 32;
        }
        flush(y);
    }

    private void flush(int partner) {
        for (var reduction : reductions) {
            reduction.rows(waiting, partner, pairs);
        }
        waiting = -1;
    }

    /** The square of the given place in the constructor's list, once all rows were taken. */
    byte[] square(int index) {
        if (waiting >= 0) {
            flush(waiting);
        }
        return reductions[index].square();
    }
}
