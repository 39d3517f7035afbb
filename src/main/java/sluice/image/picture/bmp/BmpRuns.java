package sluice.image.picture.bmp;

import java.io.IOException;
import sluice.image.bytes.Bytes;

/**
 * The palette indexes of a run-length coded BMP, in the order of its stored rows. Read as Pillow reads it, by which the stored
 * hashes were made: of an odd number of pixels that stand by themselves in half a byte each, it leaves out the last.
 */
final class BmpRuns {

    private static final int END_OF_ROW = 0;
    private static final int END_OF_PICTURE = 1;
    private static final int JUMP = 2;

    private final Bytes bytes;
    private final int width;
    private final boolean halves;
    private final byte[] indexes;
    private long place;
    private int x;
    private long at;

    /** @param place of the first run in the file: what stands by itself ends at an even one */
    BmpRuns(Bytes bytes, BmpHeader header, long place) {
        this.bytes = bytes;
        this.place = place;
        this.width = header.width();
        this.halves = header.compression() == BmpHeader.RLE4;
        this.indexes = new byte[header.width() * header.height()];
    }

    /** Decodes all; what no run covers has index 0. */
    byte[] indexes() throws IOException {
        while (at < indexes.length) {
            int count = bytes.u8();
            int value = bytes.u8();
            if (count > 0) {
                run(Math.min(count, Math.max(0, width - x)), value);
            } else if (value == END_OF_ROW) {
                at = (at + width - 1) / width * width;
                x = 0;
            } else if (value == END_OF_PICTURE) {
                break;
            } else if (value == JUMP) {
                at += bytes.u8() + (long) bytes.u8() * width;
                x = (int) (at % width);
            } else {
                literal(value);
            }
        }
        return indexes;
    }

    private void run(int count, int value) {
        for (int i = 0; i < count; i++) {
            put(halves ? (i % 2 == 0 ? value >> 4 : value & 15) : value);
        }
        x += count;
    }

    private void literal(int count) throws IOException {
        int stored = halves ? count / 2 : count;
        for (int value : bytes.block(stored)) {
            if (halves) {
                put(value >> 4 & 15);
                put(value & 15);
            } else {
                put(value);
            }
        }
        x += count;
        bytes.skip((place + stored) % 2);
        place = 0;
    }

    private void put(int index) {
        if (at < indexes.length) {
            indexes[(int) at] = (byte) index;
        }
        at++;
    }
}
