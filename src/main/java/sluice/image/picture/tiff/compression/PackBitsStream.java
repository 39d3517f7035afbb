package sluice.image.picture.tiff.compression;

import java.io.IOException;
import java.io.InputStream;

/** Takes back the PackBits compression of TIFF: runs of one byte, and bytes as they are. */
public final class PackBitsStream extends InputStream {

    private final InputStream packed;
    private int left;
    private int repeated = -1;

    /** Of these packed bytes; it ends where they do. */
    public PackBitsStream(InputStream packed) {
        this.packed = packed;
    }

    @Override
    public int read() throws IOException {
        while (left == 0) {
            int head = packed.read();
            if (head < 0) {
                return -1;
            }
            if (head < 128) {
                left = head + 1;
                repeated = -1;
            } else if (head > 128) {
                left = 257 - head;
                repeated = packed.read();
                if (repeated < 0) {
                    return -1;
                }
            }
        }
        left--;
        return repeated < 0 ? packed.read() : repeated;
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            int value = read();
            if (value < 0) {
                return i == 0 ? -1 : i;
            }
            target[offset + i] = (byte) value;
        }
        return count;
    }
}
