package sluice.image.picture.tiff.compression;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Takes back the PackBits compression of TIFF: runs of one byte, and bytes as they are. */
public final class PackBitsStream extends InputStream {

    private static final int NOTHING = 128;

    private final InputStream packed;
    private int left;
    // the byte that a run repeats, or -1 where the bytes stand as they are
    private int repeated = -1;

    /** Of these packed bytes; it ends where they do. */
    public PackBitsStream(InputStream packed) {
        this.packed = packed;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
        int done = 0;
        while (done < count && (left > 0 || begin())) {
            int part = Math.min(left, count - done);
            if (repeated < 0) {
                part = packed.readNBytes(target, offset + done, part);
                if (part == 0) {
                    break;
                }
            } else {
                Arrays.fill(target, offset + done, offset + done + part, (byte) repeated);
            }
            left -= part;
            done += part;
        }
        return done == 0 && count > 0 ? -1 : done;
    }

    /** Reads how the next bytes are packed; whether there are any. */
    private boolean begin() throws IOException {
        int head = packed.read();
        while (head == NOTHING) {
            head = packed.read();
        }
        repeated = head > NOTHING ? packed.read() : -1;
        if (head < 0 || head > NOTHING && repeated < 0) {
            return false;
        }
        left = head < NOTHING ? head + 1 : 257 - head;
        return true;
    }
}
