package sluice.image.luminance;

import java.util.Arrays;

/** Rows of colours as rows of luminance, by the integer formula of ITU-R 601 that Pillow uses. */
public final class Luminance {

    /** As libjpeg rounds it. */
    public static final int LIBJPEG = 22554;

    /** As libtiff rounds it. */
    public static final int LIBTIFF = 22553;

    private static final int RED = 19595;
    private static final int GREEN = 38470;
    private static final int BLUE = 7471;
    private static final int HALF = 1 << 15;

    private Luminance() {}

    /** The luminance of a colour, each from 0 to 255. */
    public static int of(int red, int green, int blue) {
        return (RED * red + GREEN * green + BLUE * blue + HALF) >> 16;
    }

    /** Red, green and blue, a byte each. */
    public static void ofRgb(byte[] colours, int offset, int[] luminance, int width) {
        for (int x = 0; x < width; x++) {
            luminance[x] = of(
                    colours[offset + 3 * x] & 0xff,
                    colours[offset + 3 * x + 1] & 0xff,
                    colours[offset + 3 * x + 2] & 0xff);
        }
    }

    /** Red, green and blue, {@code step} bytes from one to the next and {@code stride} from pixel to pixel. */
    public static void ofRgb(byte[] colours, int offset, int step, int stride, int[] luminance, int width) {
        for (int x = 0, at = offset; x < width; x++, at += stride) {
            luminance[x] = of(colours[at] & 0xff, colours[at + step] & 0xff, colours[at + 2 * step] & 0xff);
        }
    }

    /** Colours as ints: alpha, red, green, blue from the highest byte; put from place {@code at} on. */
    public static void ofArgb(int[] colours, int[] luminance, int at) {
        for (int x = 0; x < colours.length; x++) {
            luminance[at + x] = of(colours[x] >> 16 & 0xff, colours[x] >> 8 & 0xff, colours[x] & 0xff);
        }
    }

    /** Ink in four bytes each, 255 full ink: each ink takes away from what black leaves. */
    public static void ofCmyk(byte[] inks, int offset, int stride, int[] luminance, int width) {
        for (int x = 0, at = offset; x < width; x++, at += stride) {
            int light = 255 - (inks[at + 3] & 0xff);
            luminance[x] = of(
                    left(light, inks[at] & 0xff), left(light, inks[at + 1] & 0xff), left(light, inks[at + 2] & 0xff));
        }
    }

    /** Brightness and two differences of colour, a byte each, through red, green and blue; see {@link #toRgb}. */
    public static void ofYcc(byte[] ycc, int[] luminance, int width, int blueInGreen) {
        var rgb = Arrays.copyOf(ycc, 3 * width);
        toRgb(rgb, 3, blueInGreen);
        ofRgb(rgb, 0, luminance, width);
    }

    /**
     * Makes red, green and blue of brightness and two differences of colour, in their places.
     *
     * @param blueInGreen what the blue difference takes of green, {@link #LIBJPEG} or {@link #LIBTIFF}
     */
    public static void toRgb(byte[] ycc, int stride, int blueInGreen) {
        for (int at = 0; at + stride <= ycc.length; at += stride) {
            int y = ycc[at] & 0xff;
            int blue = (ycc[at + 1] & 0xff) - 128;
            int red = (ycc[at + 2] & 0xff) - 128;
            ycc[at] = (byte) clamped(y + (91881 * red + HALF >> 16));
            ycc[at + 1] = (byte) clamped(y + (-blueInGreen * blue - 46802 * red + HALF >> 16));
            ycc[at + 2] = (byte) clamped(y + (116130 * blue + HALF >> 16));
        }
    }

    private static int clamped(int value) {
        return Math.max(0, Math.min(255, value));
    }

    private static int left(int light, int ink) {
        int product = ink * light + 128;
        return Math.max(0, light - ((product >> 8) + product >> 8));
    }

    /** What each index of a palette (red, green, blue in turn) is worth; places beyond it are a grey ramp. */
    public static int[] ofPalette(byte[] palette, int colours) {
        var table = new int[256];
        for (int i = 0; i < 256; i++) {
            table[i] =
                    i < colours ? of(palette[3 * i] & 0xff, palette[3 * i + 1] & 0xff, palette[3 * i + 2] & 0xff) : i;
        }
        return table;
    }

    /** Values of 1, 2, 4 or 8 bits, packed with the first in the highest bits, through a table of 256. */
    public static void ofPacked(byte[] packed, int offset, int bits, int[] table, int[] luminance, int at, int width) {
        if (bits == 8) {
            for (int x = 0; x < width; x++) {
                luminance[at + x] = table[packed[offset + x] & 0xff];
            }
            return;
        }
        int mask = (1 << bits) - 1;
        for (int x = 0; x < width; x++) {
            int bit = x * bits;
            luminance[at + x] = table[packed[offset + (bit >> 3)] >> 8 - bits - (bit & 7) & mask];
        }
    }

    /** The table for grey of so many bits: spread evenly over 0 to 255. */
    public static int[] ofGrey(int bits) {
        var table = new int[256];
        int highest = (1 << bits) - 1;
        for (int i = 0; i <= highest; i++) {
            table[i] = i * 255 / highest;
        }
        return table;
    }
}
