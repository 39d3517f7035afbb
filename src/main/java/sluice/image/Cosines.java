package sluice.image;

import java.math.BigDecimal;
import java.math.MathContext;

/** Cosines and sines of the fractions of a circle, each rounded correctly: Math.cos may be off in the last bit. */
final class Cosines {

    private static final MathContext PRECISION = new MathContext(60);
    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    private final double[] quarter;

    /** For the angles of a circle cut into {@code parts}, a power of two from 8 on. */
    Cosines(int parts) {
        quarter = new double[parts / 4 + 1];
        var doubledStep = doubledCosineOfOnePart(parts);
        var previous = doubledStep.divide(TWO, PRECISION);
        var current = BigDecimal.ONE;
        for (int k = 0; k < parts / 4; k++) {
            quarter[k] = current.doubleValue();
            var next = doubledStep.multiply(current, PRECISION).subtract(previous, PRECISION);
            previous = current;
            current = next;
        }
    }

    /** Halves the right angle until it is one part: 2 cos(a/2) = sqrt(2 + 2 cos a). */
    private static BigDecimal doubledCosineOfOnePart(int parts) {
        var doubled = BigDecimal.ZERO;
        for (int angle = 4; angle < parts; angle *= 2) {
            doubled = TWO.add(doubled).sqrt(PRECISION);
        }
        return doubled;
    }

    /** The cosine of {@code k} parts, 0 ≤ k ≤ half the circle. */
    double cosine(int k) {
        int right = quarter.length - 1;
        return k <= right ? quarter[k] : -quarter[2 * right - k];
    }

    /** The sine of {@code k} parts, 0 ≤ k ≤ half the circle. */
    double sine(int k) {
        return quarter[Math.abs(quarter.length - 1 - k)];
    }
}
