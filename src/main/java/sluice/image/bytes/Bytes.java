package sluice.image.bytes;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Reads whole numbers and whole blocks from a stream; where it ends too early, that is an EOFException. */
public final class Bytes {

    private final InputStream stream;
    private final byte[] number = new byte[4];

    /** From where the stream stands; it is not closed. */
    public Bytes(InputStream stream) {
        this.stream = stream;
    }

    /** A byte, 0 to 255. */
    public int u8() throws IOException {
        int value = stream.read();
        if (value < 0) {
            throw new EOFException();
        }
        return value;
    }

    /** Two bytes, the lower first: 0 to 65535. */
    public int littleU16() throws IOException {
        return u8() | u8() << 8;
    }

    /** Four bytes with a sign, the lowest first. */
    public int littleI32() throws IOException {
        fill(number, 0, 4);
        return little32(number, 0);
    }

    /** Four bytes with a sign, the highest first. */
    public int bigI32() throws IOException {
        fill(number, 0, 4);
        return big32(number, 0);
    }

    /** Two bytes at this place, the lower first: 0 to 65535. */
    public static int little16(byte[] from, int at) {
        return from[at] & 0xff | (from[at + 1] & 0xff) << 8;
    }

    /** Three bytes at this place, the lowest first: 0 to 16777215. */
    public static int little24(byte[] from, int at) {
        return little16(from, at) | (from[at + 2] & 0xff) << 16;
    }

    /** Four bytes at this place, the lowest first. */
    public static int little32(byte[] from, int at) {
        return Integer.reverseBytes(big32(from, at));
    }

    /** Four bytes at this place, the highest first. */
    public static int big32(byte[] from, int at) {
        return from[at] << 24 | (from[at + 1] & 0xff) << 16 | (from[at + 2] & 0xff) << 8 | from[at + 3] & 0xff;
    }

    /** So many bytes as an array of their own. */
    public byte[] block(int length) throws IOException {
        var block = stream.readNBytes(length);
        if (block.length < length) {
            throw new EOFException();
        }
        return block;
    }

    /** Fills this part of the target. */
    public void fill(byte[] target, int offset, int length) throws IOException {
        if (stream.readNBytes(target, offset, length) < length) {
            throw new EOFException();
        }
    }

    /** Passes so many bytes. */
    public void skip(long length) throws IOException {
        stream.skipNBytes(length);
    }
}
