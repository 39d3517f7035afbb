package sluice.image.picture.tiff.compression;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Bits of a stream, the highest of each byte first; behind its end are as many zeros as somebody wants to look at. */
final class FaxBits {

    private final InputStream stream;
    private long held;
    private int count;
    private int padding;

    FaxBits(InputStream stream) {
        this.stream = stream;
    }

    /** The next bits, 24 at most, without passing them. */
    int peek(int bits) throws IOException {
        while (count < bits) {
            int next = stream.read();
            held = held << 8 | Math.max(0, next);
            count += 8;
            padding += next < 0 ? 8 : 0;
        }
        return (int) (held >> count - bits) & (1 << bits) - 1;
    }

    /** Passes bits that were looked at. */
    void skip(int bits) throws EOFException {
        count -= bits;
        if (count < padding) {
            throw new EOFException();
        }
    }

    /** Passes what is left of a byte. */
    void align() throws EOFException {
        skip(count % 8);
    }
}
