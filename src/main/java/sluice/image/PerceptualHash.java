package sluice.image;

import java.util.Arrays;
import java.util.HexFormat;

/** A fingerprint by which pictures that look alike are found: 256 bits, or 64 for hashes of the older kind. */
public final class PerceptualHash implements Comparable<PerceptualHash> {

    private final long[] words;

    private PerceptualHash(long[] words) {
        this.words = words;
    }

    /**
     * A hash of these bits, the first the most significant of the first word.
     *
     * @param words one word (64 bits) or four (256 bits)
     */
    public static PerceptualHash of(long... words) {
        if (words.length != 1 && words.length != 4) {
            throw new IllegalArgumentException("a perceptual hash has 1 or 4 words, not " + words.length);
        }
        return new PerceptualHash(words.clone());
    }

    /**
     * Reads what {@link #hex()} writes.
     *
     * @throws IllegalArgumentException unless the text is 16 or 64 hexadecimal digits
     */
    public static PerceptualHash parse(String hex) {
        if (hex.length() != 16 && hex.length() != 64) {
            throw new IllegalArgumentException(
                    "a perceptual hash has 16 or 64 hexadecimal digits; this has " + hex.length() + " characters");
        }
        var words = new long[hex.length() / 16];
        for (int i = 0; i < words.length; i++) {
            words[i] = HexFormat.fromHexDigitsToLong(hex, 16 * i, 16 * i + 16);
        }
        return new PerceptualHash(words);
    }

    /** One bit per value, set where it exceeds the median of them all; the mean of the middle two is the median. */
    static PerceptualHash aboveMedian(double[] values) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        var median = (sorted[sorted.length / 2 - 1] + sorted[sorted.length / 2]) / 2;
        var words = new long[values.length / 64];
        for (int i = 0; i < values.length; i++) {
            if (values[i] > median) {
                words[i / 64] |= Long.MIN_VALUE >>> i;
            }
        }
        return new PerceptualHash(words);
    }

    /** How many bits there are: 64 or 256. */
    public int size() {
        return 64 * words.length;
    }

    /** The bits, the first the most significant of the first word; a copy. */
    public long[] bits() {
        return words.clone();
    }

    /** The bits as lower-case hexadecimal digits, as they are stored: 16 or 64 characters. */
    public String hex() {
        var digits = new StringBuilder(16 * words.length);
        for (long word : words) {
            digits.append(HexFormat.of().toHexDigits(word));
        }
        return digits.toString();
    }

    /**
     * In how many bits the two differ (Hamming distance), from 0 to {@link #size()}.
     *
     * @throws IllegalArgumentException when their sizes differ: such hashes can't be compared
     */
    public int distance(PerceptualHash other) {
        if (words.length != other.words.length) {
            throw new IllegalArgumentException("a hash of " + size() + " bits can't be compared with one of "
                    + other.size() + " bits. Hash the picture again at the size wanted.");
        }
        int differing = 0;
        for (int i = 0; i < words.length; i++) {
            differing += Long.bitCount(words[i] ^ other.words[i]);
        }
        return differing;
    }

    @Override
    public int compareTo(PerceptualHash other) {
        return Arrays.compareUnsigned(words, other.words);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PerceptualHash hash && Arrays.equals(words, hash.words);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(words);
    }

    @Override
    public String toString() {
        return hex();
    }
}
