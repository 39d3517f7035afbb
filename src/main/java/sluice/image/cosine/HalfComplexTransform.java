package sluice.image.cosine;

/**
 * The Fourier transform from the half-complex form (first the mean, then real and imaginary parts in turn) back to real
 * values, not normalised, in the order of operations of pocketfft: a pass of radix 2 where needed, then radix 4.
 */
final class HalfComplexTransform {

    private static final double ROOT_OF_TWO = Math.sqrt(2);

    private final int length;
    private final Cosines cosines;

    /** For lines of {@code length} values: 32 or 64. */
    HalfComplexTransform(int length) {
        this.length = length;
        this.cosines = new Cosines(length);
    }

    /** Transforms the line in place. */
    void backward(double[] line) {
        var from = line;
        var to = new double[length];
        int groups = 1;
        if (Integer.numberOfTrailingZeros(length) % 2 == 1) {
            new Pass(from, to, 2, groups).radixTwo();
            groups = 2;
            var swap = from;
            from = to;
            to = swap;
        }
        for (; groups < length; groups *= 4) {
            new Pass(from, to, 4, groups).radixFour();
            var swap = from;
            from = to;
            to = swap;
        }
        if (from != line) {
            System.arraycopy(from, 0, line, 0, length);
        }
    }

    /** One pass: {@code groups} butterflies over runs of {@code run} values each. */
    private final class Pass {

        private final double[] from;
        private final double[] to;
        private final int radix;
        private final int groups;
        private final int run;

        Pass(double[] from, double[] to, int radix, int groups) {
            this.from = from;
            this.to = to;
            this.radix = radix;
            this.groups = groups;
            this.run = length / (radix * groups);
        }

        private double in(int i, int leg, int group) {
            return from[i + run * (leg + radix * group)];
        }

        private void out(int i, int group, int leg, double value) {
            to[i + run * (group + groups * leg)] = value;
        }

        void radixTwo() {
            for (int g = 0; g < groups; g++) {
                out(0, g, 0, in(0, 0, g) + in(run - 1, 1, g));
                out(0, g, 1, in(0, 0, g) - in(run - 1, 1, g));
                out(run - 1, g, 0, 2 * in(run - 1, 0, g));
                out(run - 1, g, 1, -2 * in(0, 1, g));
                for (int i = 2; i < run; i += 2) {
                    int mirror = run - i;
                    out(i - 1, g, 0, in(i - 1, 0, g) + in(mirror - 1, 1, g));
                    out(i, g, 0, in(i, 0, g) - in(mirror, 1, g));
                    double real = in(i - 1, 0, g) - in(mirror - 1, 1, g);
                    double imaginary = in(i, 0, g) + in(mirror, 1, g);
                    rotated(i, g, 1, real, imaginary);
                }
            }
        }

        void radixFour() {
            for (int g = 0; g < groups; g++) {
                first(g);
                if (run > 1) {
                    last(g);
                }
                for (int i = 2; i < run; i += 2) {
                    inner(i, g);
                }
            }
        }

        private void first(int g) {
            double sum = in(0, 0, g) + in(run - 1, 3, g);
            double difference = in(0, 0, g) - in(run - 1, 3, g);
            double real = 2 * in(run - 1, 1, g);
            double imaginary = 2 * in(0, 2, g);
            out(0, g, 0, sum + real);
            out(0, g, 2, sum - real);
            out(0, g, 3, difference + imaginary);
            out(0, g, 1, difference - imaginary);
        }

        private void last(int g) {
            double imaginarySum = in(0, 3, g) + in(0, 1, g);
            double imaginaryDifference = in(0, 3, g) - in(0, 1, g);
            double realSum = in(run - 1, 0, g) + in(run - 1, 2, g);
            double realDifference = in(run - 1, 0, g) - in(run - 1, 2, g);
            out(run - 1, g, 0, realSum + realSum);
            out(run - 1, g, 1, ROOT_OF_TWO * (realDifference - imaginarySum));
            out(run - 1, g, 2, imaginaryDifference + imaginaryDifference);
            out(run - 1, g, 3, -ROOT_OF_TWO * (realDifference + imaginarySum));
        }

        private void inner(int i, int g) {
            int mirror = run - i;
            double real02 = in(i - 1, 0, g) + in(mirror - 1, 3, g);
            double real13 = in(i - 1, 0, g) - in(mirror - 1, 3, g);
            double imaginary13 = in(i, 0, g) + in(mirror, 3, g);
            double imaginary02 = in(i, 0, g) - in(mirror, 3, g);
            double crossed = in(i, 2, g) + in(mirror, 1, g);
            double imaginaryEven = in(i, 2, g) - in(mirror, 1, g);
            double realEven = in(i - 1, 2, g) + in(mirror - 1, 1, g);
            double crossedReal = in(i - 1, 2, g) - in(mirror - 1, 1, g);
            out(i - 1, g, 0, real02 + realEven);
            out(i, g, 0, imaginary02 + imaginaryEven);
            rotated(i, g, 1, real13 - crossed, imaginary13 + crossedReal);
            rotated(i, g, 2, real02 - realEven, imaginary02 - imaginaryEven);
            rotated(i, g, 3, real13 + crossed, imaginary13 - crossedReal);
        }

        private void rotated(int i, int group, int leg, double real, double imaginary) {
            int angle = leg * groups * (i / 2);
            double cosine = cosine(angle);
            double sine = sine(angle);
            out(i, group, leg, cosine * imaginary + sine * real);
            out(i - 1, group, leg, cosine * real - sine * imaginary);
        }

        // angles stay below three quarters of the circle
        private double cosine(int angle) {
            return angle <= length / 2 ? cosines.cosine(angle) : cosines.cosine(length - angle);
        }

        private double sine(int angle) {
            return angle <= length / 2 ? cosines.sine(angle) : -cosines.sine(length - angle);
        }
    }
}
