package sluice.image.reduction;

/** A picture on its way to a small square of grey values, as Pillow resizes it: first across, then down. */
final class Reduction {

    private final int side;
    private final int height;
    private final LanczosWeights across;
    private final byte[] narrow;

    /** Reduces a picture of this size to {@code side} by {@code side}. */
    Reduction(int width, int height, int side) {
        this.side = side;
        this.height = height;
        this.across = width == side ? null : new LanczosWeights(width, side);
        this.narrow = new byte[Math.multiplyExact(height, side)];
    }

    /** Takes row {@code y}, grey values 0 to 255. */
    void row(int y, int[] luminance) {
        for (int i = 0; i < side; i++) {
            narrow[y * side + i] = across == null
                    ? (byte) luminance[i]
                    : LanczosWeights.grey(sum(luminance, across.first(i), across.weights(i)));
        }
    }

    // nearly all the time of hashing is spent here: written so that the compiler uses vector instructions
    private static int sum(int[] values, int first, int[] weights) {
        int sum = 0;
        for (int j = 0; j < weights.length; j++) {
            sum += values[first + j] * weights[j];
        }
        return sum;
    }

    /** The square, row by row, once all rows were taken. */
    byte[] square() {
        if (height == side) {
            return narrow;
        }
        var down = new LanczosWeights(height, side);
        var square = new byte[side * side];
        for (int i = 0; i < side; i++) {
            for (int x = 0; x < side; x++) {
                square[i * side + x] = weightedDown(x, down.first(i), down.weights(i));
            }
        }
        return square;
    }

    private byte weightedDown(int x, int first, int[] weights) {
        int sum = 0;
        for (int j = 0, at = first * side + x; j < weights.length; j++, at += side) {
            sum += (narrow[at] & 0xff) * weights[j];
        }
        return LanczosWeights.grey(sum);
    }
}
