package sluice.image;

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

    /** What this holds for a picture of such a height, in bytes. */
    static long heldBytes(int height, int side) {
        return (long) height * side;
    }

    /**
     * Takes two rows at once: {@code pairs} has the upper row in the low half of each long and the lower one in the high
     * half, so that one multiplication serves both. Both sums fit into 32 bits, so a negative one is taken out again.
     */
    void rows(int upper, int lower, long[] pairs) {
        for (int i = 0; i < side; i++) {
            long sum = across == null ? pairs[i] << LanczosWeights.PRECISION_BITS : sum(pairs, i);
            int low = (int) sum;
            // a row that is left alone is its own partner: the empty half is written first, and overwritten
            narrow[lower * side + i] = LanczosWeights.grey((int) (sum - low >> 32));
            narrow[upper * side + i] = LanczosWeights.grey(low);
        }
    }

    private long sum(long[] values, int i) {
        int first = across.first(i);
        var weights = across.weights(i);
        long even = 0;
        long odd = 0;
        int j = 0;
        for (; j < weights.length - 1; j += 2) {
            even += values[first + j] * weights[j];
            odd += values[first + j + 1] * weights[j + 1];
        }
        if (j < weights.length) {
            even += values[first + j] * weights[j];
        }
        return even + odd;
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
