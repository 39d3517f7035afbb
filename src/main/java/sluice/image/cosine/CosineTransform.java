package sluice.image.cosine;

/**
 * The two-dimensional cosine transform (DCT-II, not normalised) of a small square, as scipy computes it.
 *
 * <p>Where a design is symmetric, many coefficients are zero but for rounding, and so is their median: the hash then
 * depends on the last bit of every sum. So the operations follow the order of pocketfft, the library under scipy (see
 * META-INF/NOTICE): each line is a cosine transform by way of a real Fourier transform of the same length.
 */
public final class CosineTransform {

    private final int length;
    private final double[] rotation;
    private final HalfComplexTransform fourier;

    /** For squares of {@code length} by {@code length}: 32 or 64. */
    public CosineTransform(int length) {
        this.length = length;
        var cosines = new Cosines(4 * length);
        rotation = new double[length];
        for (int i = 0; i < length; i++) {
            rotation[i] = cosines.cosine(i + 1);
        }
        fourier = new HalfComplexTransform(length);
    }

    /** The side of the squares, in values. */
    public int length() {
        return length;
    }

    /**
     * The coefficients of the lowest frequencies, row by row, the mean (DC) first.
     *
     * @param square grey values 0 to 255, row by row
     * @param wanted how many rows and columns of coefficients
     */
    public double[] lowest(byte[] square, int wanted) {
        var columns = new double[wanted * length];
        var line = new double[length];
        for (int x = 0; x < length; x++) {
            for (int y = 0; y < length; y++) {
                line[y] = square[y * length + x] & 0xff;
            }
            transform(line);
            for (int v = 0; v < wanted; v++) {
                columns[v * length + x] = line[v];
            }
        }
        var low = new double[wanted * wanted];
        for (int v = 0; v < wanted; v++) {
            System.arraycopy(columns, v * length, line, 0, length);
            transform(line);
            System.arraycopy(line, 0, low, v * wanted, wanted);
        }
        return low;
    }

    private void transform(double[] line) {
        line[0] *= 2;
        line[length - 1] *= 2;
        for (int k = 1; k < length - 1; k += 2) {
            double odd = line[k];
            double even = line[k + 1];
            line[k] = odd + even;
            line[k + 1] = even - odd;
        }
        fourier.backward(line);
        for (int k = 1, mirror = length - 1; k < mirror; k++, mirror--) {
            double sum = rotation[k - 1] * line[mirror] + rotation[mirror - 1] * line[k];
            double difference = rotation[k - 1] * line[k] - rotation[mirror - 1] * line[mirror];
            line[k] = 0.5 * (sum + difference);
            line[mirror] = 0.5 * (sum - difference);
        }
        line[length / 2] *= rotation[length / 2 - 1];
    }
}
