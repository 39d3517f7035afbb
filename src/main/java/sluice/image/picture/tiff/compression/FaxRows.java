package sluice.image.picture.tiff.compression;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import javax.imageio.IIOException;

/** The rows of a strip or tile that is coded as a fax: a bit per pixel, 1 for black, each row in whole bytes. */
public final class FaxRows extends InputStream {

    /** Rows by themselves, each in whole bytes. */
    public static final int RUNS = 2;

    /** Group 3: rows by themselves, or by what differs from the row before, with an end of line between them. */
    public static final int GROUP_3 = 3;

    /** Group 4: rows by what differs from the row before. */
    public static final int GROUP_4 = 4;

    private static final int END_OF_LINE_ZEROS = 11;

    private static final int ROOM = 8;

    private final FaxBits bits;
    private final int width;
    private final int group;
    private final boolean mixed;
    private final byte[] row;
    private int given;
    private boolean ended;
    // where the colour changes, first to black; behind the last change as often the width as somebody may look
    private int[] before;
    private int[] changes;
    private int count;

    /**
     * Rows without end: behind the last one of the stream come white ones, or an {@code EOFException}.
     *
     * @param width in pixels
     * @param group {@link #RUNS}, {@link #GROUP_3} or {@link #GROUP_4}, as TIFF numbers its compressions
     * @param options tag 292, which tells of Group 3 whether rows refer to the row before
     */
    public FaxRows(InputStream stream, int width, int group, int options) {
        this.bits = new FaxBits(stream);
        this.width = width;
        this.group = group;
        this.mixed = group == GROUP_3 && (options & 1) == 1;
        this.row = new byte[(width + 7) / 8];
        this.given = row.length;
        this.before = new int[width + ROOM];
        this.changes = new int[width + ROOM];
        end();
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (given == row.length) {
            next();
            given = 0;
        }
        int some = Math.min(length, row.length - given);
        System.arraycopy(row, given, target, offset, some);
        given += some;
        return some;
    }

    private void next() throws IOException {
        var swap = before;
        before = changes;
        changes = swap;
        count = 0;
        boolean refers = begin();
        if (!ended) {
            if (refers) {
                differences();
            } else {
                runs();
            }
        }
        end();
        draw();
    }

    /** Passes what stands before a row, and tells whether it refers to the row before. */
    private boolean begin() throws IOException {
        if (group == RUNS) {
            bits.align();
            return false;
        }
        if (group == GROUP_4) {
            ended |= bits.peek(END_OF_LINE_ZEROS + 1) == 1;
            return true;
        }
        boolean refers = false;
        for (int lines = 0; bits.peek(END_OF_LINE_ZEROS) == 0; lines++) {
            ended |= lines > 0; // two in turn are the end of the page
            if (ended) {
                return false;
            }
            while (bits.peek(1) == 0) {
                bits.skip(1);
            }
            bits.skip(1);
            if (mixed) {
                refers = bits.peek(1) == 0;
                bits.skip(1);
            }
        }
        return refers;
    }

    private void runs() throws IOException {
        for (int at = 0; at < width; ) {
            at += codes().run(bits);
            change(at);
        }
    }

    private FaxCodes codes() {
        return count % 2 == 0 ? FaxCodes.WHITE : FaxCodes.BLACK;
    }

    private void differences() throws IOException {
        int above = 0;
        for (int at = -1; at < width; ) {
            // the first change above that is to the right, and to the other colour
            above = count % 2 == above % 2 ? above : Math.max(above - 1, count % 2);
            while (above > 1 && before[above - 2] > at) {
                above -= 2;
            }
            while (before[above] <= at && before[above] < width) {
                above += 2;
            }
            at = step(at, above);
        }
    }

    /** Reads what comes next, and tells how far the row is known then. */
    private int step(int at, int above) throws IOException {
        int next = bits.peek(7);
        if (next >> 6 == 1) {
            return vertical(at, above, 0, 1);
        }
        return switch (next >> 4) {
            case 3 -> vertical(at, above, 1, 3);
            case 2 -> vertical(at, above, -1, 3);
            case 1 -> horizontal(Math.max(0, at));
            default ->
                switch (next) {
                    case 8, 9, 10, 11, 12, 13, 14, 15 -> pass(above);
                    case 6, 7 -> vertical(at, above, 2, 6);
                    case 4, 5 -> vertical(at, above, -2, 6);
                    case 3 -> vertical(at, above, 3, 7);
                    case 2 -> vertical(at, above, -3, 7);
                    default -> throw otherwise(next);
                };
        };
    }

    private IIOException otherwise(int next) throws IOException {
        bits.skip(7); // where the file ends, that is what is wrong
        return new IIOException(next == 1 ? "a fax with parts that are not coded" : "a fax code that there is not");
    }

    private int pass(int above) throws IOException {
        bits.skip(4);
        return before[above + 1];
    }

    private int horizontal(int at) throws IOException {
        bits.skip(3);
        int first = at + codes().run(bits);
        change(first);
        int second = first + codes().run(bits);
        change(second);
        return second;
    }

    private int vertical(int at, int above, int shift, int length) throws IOException {
        bits.skip(length);
        int to = before[above] + shift;
        if (to < Math.max(0, at)) {
            throw new IIOException("a fax row that goes back");
        }
        change(to);
        return to;
    }

    private void change(int at) throws IIOException {
        if (count > width + 2) {
            throw new IIOException("a fax row of too many runs");
        }
        changes[count++] = Math.min(at, width);
    }

    private void end() {
        for (int i = count; i < count + 4; i++) {
            changes[i] = width;
        }
    }

    private void draw() {
        Arrays.fill(row, (byte) 0);
        for (int i = 0; i < count; i += 2) {
            for (int x = changes[i]; x < changes[i + 1]; x++) {
                row[x >> 3] |= (byte) (0x80 >> (x & 7));
            }
        }
    }
}
