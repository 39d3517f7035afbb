package sluice.image.cosine;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * Cosines and sines of the fractions of a circle, with the very rounding errors of pocketfft: each is the product of a
 * coarse and a fine rotation, made of rounded angles. Better values would change the last bits of coefficients.
 */
final class Cosines {

    private static final MathContext PRECISION = new MathContext(40);
    private static final int TERMS = 30;

    private final double[] cosines;
    private final double[] sines;

    /** For the angles of a circle cut into {@code parts}, a power of two from 8 on. */
    Cosines(int parts) {
        int fine = fineParts(parts);
        cosines = new double[parts / 2 + 1];
        sines = new double[parts / 2 + 1];
        for (int k = 0; k <= parts / 2; k++) {
            double fineCosine = rounded(k % fine, parts, false);
            double fineSine = rounded(k % fine, parts, true);
            double coarseCosine = rounded(k - k % fine, parts, false);
            double coarseSine = rounded(k - k % fine, parts, true);
            cosines[k] = fineCosine * coarseCosine - fineSine * coarseSine;
            sines[k] = fineCosine * coarseSine + fineSine * coarseCosine;
        }
    }

    /** How many angles the finer table has: the least power of two, 2 at least, whose square covers half the circle. */
    private static int fineParts(int parts) {
        int fine = 2;
        while (fine * fine < (parts + 2) / 2) {
            fine *= 2;
        }
        return fine;
    }

    /** The sine or cosine of {@code k} parts by way of the first eighth of the circle, 0 ≤ k ≤ half the circle. */
    private static double rounded(int k, int parts, boolean sine) {
        int quarter = parts / 4;
        if (k >= quarter) {
            double turned = rounded(k - quarter, parts, !sine);
            return sine ? turned : -turned;
        }
        boolean upper = 2 * k >= quarter;
        double step = Math.PI / 4 / parts;
        double angle = 8 * (upper ? quarter - k : k) * step;
        return series(angle, sine != upper);
    }

    /** Taylor's series, so that the value is rounded only once: Math.sin and Math.cos may be off in the last bit. */
    private static double series(double angle, boolean sine) {
        var x = new BigDecimal(angle);
        var square = x.multiply(x, PRECISION).negate();
        var term = sine ? x : BigDecimal.ONE;
        var sum = term;
        for (int n = sine ? 2 : 1; n < TERMS; n += 2) {
            term = term.multiply(square, PRECISION).divide(BigDecimal.valueOf((long) n * (n + 1)), PRECISION);
            sum = sum.add(term, PRECISION);
        }
        return sum.doubleValue();
    }

    /** The cosine of {@code k} parts, 0 ≤ k ≤ half the circle. */
    double cosine(int k) {
        return cosines[k];
    }

    /** The sine of {@code k} parts, 0 ≤ k ≤ half the circle. */
    double sine(int k) {
        return sines[k];
    }
}
