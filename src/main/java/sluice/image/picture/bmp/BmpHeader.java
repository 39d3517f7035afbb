package sluice.image.picture.bmp;

import java.io.IOException;
import sluice.image.bytes.Bytes;
import sluice.image.picture.PictureFormat;
import sluice.image.picture.UnreadableImage;

/** What the headers of a BMP tell; the stream stands at the palette afterwards. */
record BmpHeader(
        int width,
        int height,
        boolean topDown,
        int bits,
        int compression,
        int colours,
        int colourBytes,
        int[] masks,
        long dataOffset,
        long position) {

    static final int RAW = 0;
    static final int RLE8 = 1;
    static final int RLE4 = 2;
    static final int BITFIELDS = 3;
    private static final int FILE_HEADER = 14;
    private static final int OLD_HEADER = 12;
    private static final int MASKS_AT = 40;

    static BmpHeader read(Bytes bytes) throws IOException, UnreadableImage {
        bytes.skip(10);
        long dataOffset = bytes.littleI32() & 0xffffffffL;
        int size = bytes.littleI32();
        if (size != OLD_HEADER && (size < 40 || size > 124)) {
            throw UnreadableImage.corrupt(PictureFormat.BMP, "a header of " + size + " bytes");
        }
        var block = new byte[Math.max(size, MASKS_AT + 12)];
        bytes.fill(block, 4, size - 4);
        long position = FILE_HEADER + size;
        if (size == OLD_HEADER) {
            return old(block, dataOffset, position);
        }
        int compression = Bytes.little32(block, 16);
        if (compression == BITFIELDS && size < MASKS_AT + 12) {
            bytes.fill(block, MASKS_AT, 12);
            position += 12;
        }
        return windows(block, compression, dataOffset, position);
    }

    /** The header of OS/2, with sizes of two bytes and colours of three. */
    private static BmpHeader old(byte[] block, long dataOffset, long position) {
        int bits = Bytes.little16(block, 10);
        int width = Bytes.little16(block, 4);
        int height = Bytes.little16(block, 6);
        return new BmpHeader(width, height, false, bits, RAW, 1 << bits, 3, new int[3], dataOffset, position);
    }

    private static BmpHeader windows(byte[] block, int compression, long dataOffset, long position) {
        int height = Bytes.little32(block, 8);
        int bits = Bytes.little16(block, 14);
        int colours = Bytes.little32(block, 32);
        var masks = new int[] {
            Bytes.little32(block, MASKS_AT), Bytes.little32(block, MASKS_AT + 4), Bytes.little32(block, MASKS_AT + 8)
        };
        return new BmpHeader(
                Bytes.little32(block, 4),
                Math.abs(height),
                height < 0,
                bits,
                compression,
                colours == 0 && bits <= 8 ? 1 << bits : colours,
                4,
                masks,
                dataOffset,
                position);
    }

    /** How many bytes a stored row takes: whole words of four. */
    int rowBytes() {
        return Math.toIntExact(((long) width * bits + 31) / 32 * 4);
    }

    /** The place from the top of the row that is stored at place {@code stored}. */
    int row(int stored) {
        return topDown ? stored : height - 1 - stored;
    }
}
