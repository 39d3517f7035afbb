package sluice.image.picture.bmp;

import java.util.Arrays;
import sluice.image.luminance.Luminance;
import sluice.image.picture.PictureFormat;
import sluice.image.picture.UnreadableImage;

/** Where red, green and blue are in the pixels of a BMP without a palette. */
record BmpLayout(int bytes, int red, int green, int blue, int greenBits) {

    private static final int WHOLE_BYTES = 8;

    static BmpLayout of(BmpHeader header) throws UnreadableImage {
        var masks = header.masks();
        boolean plain = header.compression() == BmpHeader.RAW || Arrays.equals(masks, new int[3]);
        if (header.bits() == 16) {
            if (plain || Arrays.equals(masks, new int[] {0x7c00, 0x3e0, 0x1f})) {
                return new BmpLayout(2, 10, 5, 0, 5);
            }
            if (Arrays.equals(masks, new int[] {0xf800, 0x7e0, 0x1f})) {
                return new BmpLayout(2, 11, 5, 0, 6);
            }
        } else if (header.bits() == 24 || header.bits() == 32) {
            if (plain) {
                return new BmpLayout(header.bits() / 8, 2, 1, 0, WHOLE_BYTES);
            }
            if (wholeByte(masks[0]) && wholeByte(masks[1]) && wholeByte(masks[2])) {
                return new BmpLayout(header.bits() / 8, place(masks[0]), place(masks[1]), place(masks[2]), WHOLE_BYTES);
            }
        }
        throw UnreadableImage.unsupported(PictureFormat.BMP, header.bits() + " bits in an unusual layout");
    }

    private static boolean wholeByte(int mask) {
        return mask != 0 && mask == 0xff << 8 * place(mask);
    }

    private static int place(int mask) {
        return Integer.numberOfTrailingZeros(mask) / 8;
    }

    void luminance(byte[] row, int[] luminance) {
        for (int x = 0, at = 0; x < luminance.length; x++, at += bytes) {
            if (greenBits == WHOLE_BYTES) {
                luminance[x] = Luminance.of(row[at + red] & 0xff, row[at + green] & 0xff, row[at + blue] & 0xff);
            } else {
                int pixel = row[at] & 0xff | (row[at + 1] & 0xff) << 8;
                luminance[x] = Luminance.of(
                        (pixel >> red & 31) * 255 / 31,
                        (pixel >> green & (1 << greenBits) - 1) * 255 / ((1 << greenBits) - 1),
                        (pixel >> blue & 31) * 255 / 31);
            }
        }
    }
}
