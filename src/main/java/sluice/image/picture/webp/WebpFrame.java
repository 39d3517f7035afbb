package sluice.image.picture.webp;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import sluice.image.bytes.Bytes;
import sluice.image.picture.PictureFormat;
import sluice.image.picture.UnreadableImage;

/**
 * A WebP's first frame as a file of its own, and where on the canvas it goes.
 *
 * @param still a WebP that is no animation; the whole file where it is none
 */
record WebpFrame(byte[] still, int x, int y, int canvasWidth, int canvasHeight) {

    private static final int RIFF = tag("RIFF");
    private static final int WEBP = tag("WEBP");
    private static final int EXTENDED = tag("VP8X");
    private static final int LOSSY = tag("VP8 ");
    private static final int LOSSLESS = tag("VP8L");
    private static final int FRAME = tag("ANMF");
    private static final int ALPHA = tag("ALPH");
    private static final int FIRST_CHUNK = 12;
    private static final int CHUNK_HEADER = 8;
    private static final int FRAME_HEADER = 16;
    private static final int ANIMATED = 2;
    private static final int HAS_ALPHA = 16;

    private static int tag(String name) {
        return name.charAt(0) | name.charAt(1) << 8 | name.charAt(2) << 16 | name.charAt(3) << 24;
    }

    static WebpFrame first(byte[] file) throws EOFException, UnreadableImage {
        if (file.length < FIRST_CHUNK + CHUNK_HEADER + 10) {
            throw new EOFException();
        }
        int kind = Bytes.little32(file, FIRST_CHUNK);
        int content = FIRST_CHUNK + CHUNK_HEADER;
        if (kind == LOSSY) {
            int width = Bytes.little24(file, content + 6) & 0x3fff;
            int height = Bytes.little24(file, content + 8) & 0x3fff;
            return new WebpFrame(file, 0, 0, width, height);
        }
        if (kind == LOSSLESS) {
            int size = Bytes.little32(file, content + 1);
            return new WebpFrame(file, 0, 0, (size & 0x3fff) + 1, (size >> 14 & 0x3fff) + 1);
        }
        if (kind != EXTENDED) {
            throw UnreadableImage.corrupt(PictureFormat.WEBP, "it does not begin with a picture");
        }
        int width = Bytes.little24(file, content + 4) + 1;
        int height = Bytes.little24(file, content + 7) + 1;
        return (file[content] & ANIMATED) == 0
                ? new WebpFrame(file, 0, 0, width, height)
                : ofAnimation(file, width, height);
    }

    private static WebpFrame ofAnimation(byte[] file, int width, int height) throws EOFException, UnreadableImage {
        for (int at = FIRST_CHUNK; at + CHUNK_HEADER + FRAME_HEADER < file.length; ) {
            int length = Bytes.little32(file, at + 4);
            int content = at + CHUNK_HEADER;
            if (length < 0 || length > file.length - content) {
                throw new EOFException();
            }
            if (Bytes.little32(file, at) == FRAME) {
                var chunks = Arrays.copyOfRange(file, content + FRAME_HEADER, content + Math.max(length, FRAME_HEADER));
                var still = still(chunks, Bytes.little24(file, content + 6), Bytes.little24(file, content + 9));
                return new WebpFrame(
                        still, 2 * Bytes.little24(file, content), 2 * Bytes.little24(file, content + 3), width, height);
            }
            at = content + length + length % 2;
        }
        throw UnreadableImage.corrupt(PictureFormat.WEBP, "an animation without a frame");
    }

    private static byte[] still(byte[] chunks, int widthLessOne, int heightLessOne) {
        boolean alpha = chunks.length >= 4 && Bytes.little32(chunks, 0) == ALPHA;
        var out = new ByteArrayOutputStream();
        out.writeBytes(little(RIFF, 4 + chunks.length + (alpha ? 18 : 0), WEBP));
        if (alpha) {
            out.writeBytes(little(EXTENDED, 10, HAS_ALPHA));
            out.writeBytes(Arrays.copyOf(little(widthLessOne), 3));
            out.writeBytes(Arrays.copyOf(little(heightLessOne), 3));
        }
        out.writeBytes(chunks);
        return out.toByteArray();
    }

    private static byte[] little(int... values) {
        var buffer = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int value : values) {
            buffer.putInt(value);
        }
        return buffer.array();
    }
}
