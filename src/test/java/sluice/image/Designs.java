package sluice.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.IntBinaryOperator;
import javax.imageio.ImageIO;

/** Pictures that are defined by formulas, for tests. */
public final class Designs {

    private Designs() {}

    /** The picture of the golden values: three colours that repeat at different lengths. */
    static BufferedImage busy(int width, int height) {
        return of(
                width, height, (x, y) -> (3 * x + 5 * y) % 256 << 16 | (x * x / 64 + 2 * y) % 256 << 8 | (x ^ y) & 255);
    }

    static BufferedImage flat(int width, int height, int red, int green, int blue) {
        return of(width, height, (x, y) -> red << 16 | green << 8 | blue);
    }

    /** A grey value, 0 to 255, that is as busy. */
    public static int grey(int x, int y) {
        return (7 * x + 13 * y + x * y % 31) % 256;
    }

    static BufferedImage grey(int side) {
        var image = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                image.getRaster().setSample(x, y, 0, grey(x, y));
            }
        }
        return image;
    }

    private static BufferedImage of(int width, int height, IntBinaryOperator colour) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, colour.applyAsInt(x, y));
            }
        }
        return image;
    }

    static byte[] file(BufferedImage image, String format) {
        var bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, bytes)) {
                throw new IllegalArgumentException("the JDK writes no such " + format);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
