package sluice.image.picture.tiff;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;

/**
 * A strip or tile at work: its rows, one after the other, with the predictor taken back.
 *
 * @param stream what it holds, decompressed
 * @param samples of a pixel in it: one where each has a plane of its own
 */
record TiffBlock(InputStream stream, int bits, int samples, boolean predicted, ByteOrder order) {

    /** Reads its next row of so many bytes. */
    void row(byte[] row, int offset, int bytes) throws IOException {
        if (stream.readNBytes(row, offset, bytes) < bytes) {
            throw new EOFException();
        }
        if (!predicted) {
            return;
        }
        int step = bits / 8 * samples;
        for (int at = offset + step; at < offset + bytes; at += bits / 8) {
            add(row, at, at - step);
        }
    }

    /** Adds the sample of the pixel before, the carry from byte to byte in the file's order. */
    private void add(byte[] row, int at, int before) {
        int size = bits / 8;
        int carry = 0;
        for (int i = 0; i < size; i++) {
            int place = order == ByteOrder.LITTLE_ENDIAN ? i : size - 1 - i;
            int sum = (row[at + place] & 0xff) + (row[before + place] & 0xff) + carry;
            row[at + place] = (byte) sum;
            carry = sum >> 8;
        }
    }

    /** A block that is decoded already. */
    static InputStream whole(byte[] decoded) {
        return new ByteArrayInputStream(decoded);
    }
}
