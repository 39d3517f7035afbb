package sluice.image.picture.png;

import sluice.image.picture.PictureFormat;
import sluice.image.picture.UnreadableImage;

/** Takes back what a PNG writer did to a row so that it compresses better. */
final class PngFilter {

    private PngFilter() {}

    /**
     * Restores a row in place.
     *
     * @param filter the filter's number, 0 to 4
     * @param row the row, after {@code pixel} bytes of zero
     * @param above the restored row above, in the same layout; all zero for the first
     * @param pixel how many bytes back the pixel to the left is
     * @param end where the row ends
     */
    static void restore(int filter, byte[] row, byte[] above, int pixel, int end) throws UnreadableImage {
        switch (filter) {
            case 0 -> {}
            case 1 -> left(row, pixel, end);
            case 2 -> above(row, above, pixel, end);
            case 3 -> average(row, above, pixel, end);
            case 4 -> paeth(row, above, pixel, end);
            default -> throw UnreadableImage.corrupt(PictureFormat.PNG, "a row with filter " + filter);
        }
    }

    private static void left(byte[] row, int pixel, int end) {
        for (int i = pixel; i < end; i++) {
            row[i] += row[i - pixel];
        }
    }

    private static void above(byte[] row, byte[] above, int pixel, int end) {
        for (int i = pixel; i < end; i++) {
            row[i] += above[i];
        }
    }

    private static void average(byte[] row, byte[] above, int pixel, int end) {
        for (int i = pixel; i < end; i++) {
            row[i] += (byte) ((row[i - pixel] & 0xff) + (above[i] & 0xff) >> 1);
        }
    }

    private static void paeth(byte[] row, byte[] above, int pixel, int end) {
        if (pixel == 3 || pixel == 4) {
            paethOfColours(row, above, pixel, end);
        } else {
            for (int i = pixel; i < end; i++) {
                row[i] += (byte) nearest(row[i - pixel] & 0xff, above[i] & 0xff, above[i - pixel] & 0xff);
            }
        }
    }

    // Each value waits for the one to its left: with the neighbours in variables three such chains run side by side. A
    // fourth byte is alpha's, which nothing reads: it is not restored. Counted in pixels, because a loop that counts in
    // steps which the JVM can't foresee takes a tenth longer.
    private static void paethOfColours(byte[] row, byte[] above, int pixel, int end) {
        int left0 = 0;
        int left1 = 0;
        int left2 = 0;
        int corner0 = 0;
        int corner1 = 0;
        int corner2 = 0;
        int pixels = end / pixel;
        for (int x = 1, i = pixel; x < pixels; x++, i += pixel) {
            int above0 = above[i] & 0xff;
            int above1 = above[i + 1] & 0xff;
            int above2 = above[i + 2] & 0xff;
            left0 = row[i] + nearest(left0, above0, corner0) & 0xff;
            left1 = row[i + 1] + nearest(left1, above1, corner1) & 0xff;
            left2 = row[i + 2] + nearest(left2, above2, corner2) & 0xff;
            row[i] = (byte) left0;
            row[i + 1] = (byte) left1;
            row[i + 2] = (byte) left2;
            corner0 = above0;
            corner1 = above1;
            corner2 = above2;
        }
    }

    /**
     * Which of the three is nearest to left + above - corner, without a branch that noise would make unpredictable: with
     * t = 3 corner - left - above, it is the greater of the two where t is not above both, the smaller where t is not
     * below both, and the corner in between.
     */
    private static int nearest(int left, int above, int corner) {
        int threshold = 3 * corner - left - above;
        int low = Math.min(left, above);
        int high = Math.max(left, above);
        int lowOrCorner = low ^ (low ^ corner) & (threshold - high >> 31);
        return lowOrCorner ^ (lowOrCorner ^ high) & ~(low - threshold >> 31);
    }
}
