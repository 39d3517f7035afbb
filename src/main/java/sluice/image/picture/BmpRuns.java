package sluice.image.picture;

import java.io.IOException;

/** The palette indexes of a run-length coded BMP, in the order of its stored rows. */
final class BmpRuns {

    private static final int END_OF_ROW = 0;
    private static final int END_OF_PICTURE = 1;
    private static final int JUMP = 2;

    private final Bytes bytes;
    private final int width;
    private final boolean halves;
    private final byte[] indexes;
    private int x;
    private int row;

    BmpRuns(Bytes bytes, BmpHeader header) {
        this.bytes = bytes;
        this.width = header.width();
        this.halves = header.compression() == BmpHeader.RLE4;
        this.indexes = new byte[header.width() * header.height()];
    }

    /** Decodes all; what no run covers has index 0. */
    byte[] indexes() throws IOException {
        while ((long) row * width + x < indexes.length) {
            int count = bytes.u8();
            int value = bytes.u8();
            if (count > 0) {
                run(count, value);
            } else if (value == END_OF_ROW) {
                x = 0;
                row++;
            } else if (value == END_OF_PICTURE) {
                break;
            } else if (value == JUMP) {
                x += bytes.u8();
                row += bytes.u8();
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
    }

    private void literal(int count) throws IOException {
        int stored = halves ? (count + 1) / 2 : count;
        var block = bytes.block(stored + stored % 2);
        for (int i = 0; i < count; i++) {
            put(halves ? block[i / 2] >> (i % 2 == 0 ? 4 : 0) & 15 : block[i]);
        }
    }

    private void put(int index) {
        if (x < width && row < indexes.length / width) {
            indexes[row * width + x++] = (byte) index;
        }
    }
}
