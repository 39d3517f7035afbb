package sluice.image.picture;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Reads whole numbers and whole blocks from a stream; where it ends too early, that is an EOFException. */
final class Bytes {

    private final InputStream stream;
    private final byte[] number = new byte[4];

    Bytes(InputStream stream) {
        this.stream = stream;
    }

    int u8() throws IOException {
        int value = stream.read();
        if (value < 0) {
            throw new EOFException();
        }
        return value;
    }

    int littleU16() throws IOException {
        return u8() | u8() << 8;
    }

    int littleI32() throws IOException {
        fill(number, 0, 4);
        return little32(number, 0);
    }

    int bigI32() throws IOException {
        fill(number, 0, 4);
        return big32(number, 0);
    }

    static int little32(byte[] from, int at) {
        return Integer.reverseBytes(big32(from, at));
    }

    static int big32(byte[] from, int at) {
        return from[at] << 24 | (from[at + 1] & 0xff) << 16 | (from[at + 2] & 0xff) << 8 | from[at + 3] & 0xff;
    }

    byte[] block(int length) throws IOException {
        var block = stream.readNBytes(length);
        if (block.length < length) {
            throw new EOFException();
        }
        return block;
    }

    void fill(byte[] target, int offset, int length) throws IOException {
        if (stream.readNBytes(target, offset, length) < length) {
            throw new EOFException();
        }
    }

    void skip(long length) throws IOException {
        stream.skipNBytes(length);
    }
}
