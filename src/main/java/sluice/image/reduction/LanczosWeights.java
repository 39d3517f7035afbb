package sluice.image.reduction;

/**
 * How much each of the {@code from} values of a line counts in each of the {@code to} values it is resized to: Lanczos
 * with three lobes, in 22-bit fixed point.
 */
final class LanczosWeights {

    static final int PRECISION_BITS = 22;
    private static final double LOBES = 3;

    private final int[] first;
    private final int[][] weights;

    LanczosWeights(int from, int to) {
        first = new int[to];
        weights = new int[to][];
        double scale = (double) from / to;
        double stretch = Math.max(scale, 1);
        double support = LOBES * stretch;
        for (int i = 0; i < to; i++) {
            double centre = (i + 0.5) * scale;
            first[i] = Math.max((int) (centre - support + 0.5), 0);
            int end = Math.min((int) (centre + support + 0.5), from);
            weights[i] = fixedPoint(window(first[i], end, centre, 1 / stretch));
        }
    }

    private static double[] window(int first, int end, double centre, double shrink) {
        var window = new double[end - first];
        double sum = 0;
        for (int j = 0; j < window.length; j++) {
            window[j] = lanczos((j + first - centre + 0.5) * shrink);
            sum += window[j];
        }
        for (int j = 0; j < window.length; j++) {
            window[j] /= sum;
        }
        return window;
    }

    private static double lanczos(double x) {
        return -LOBES <= x && x < LOBES ? sinc(x) * sinc(x / LOBES) : 0;
    }

    private static double sinc(double x) {
        double angle = x * Math.PI;
        return angle == 0 ? 1 : Math.sin(angle) / angle;
    }

    private static int[] fixedPoint(double[] window) {
        var fixed = new int[window.length];
        for (int j = 0; j < window.length; j++) {
            double scaled = window[j] * (1 << PRECISION_BITS);
            fixed[j] = (int) (scaled < 0 ? scaled - 0.5 : scaled + 0.5);
        }
        return fixed;
    }

    /** The place of the first value that counts in value {@code i}. */
    int first(int i) {
        return first[i];
    }

    /** What that value and those after it count; not to be changed. */
    int[] weights(int i) {
        return weights[i];
    }

    /** A weighted sum as a grey value: rounded, and kept within 0 to 255. */
    static byte grey(int sum) {
        int value = (sum + (1 << (PRECISION_BITS - 1))) >> PRECISION_BITS;
        return (byte) Math.max(0, Math.min(255, value));
    }
}
