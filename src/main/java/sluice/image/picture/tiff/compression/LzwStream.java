package sluice.image.picture.tiff.compression;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Takes back the LZW compression of TIFF: codes of 9 to 12 bits, the highest bit first. */
public final class LzwStream extends InputStream {

    private static final int CLEAR = 256;
    private static final int END = 257;
    private static final int CODES = 4096;

    private final InputStream codes;
    private final short[] prefix = new short[CODES];
    private final byte[] last = new byte[CODES];
    private final short[] length = new short[CODES];
    private final byte[] text = new byte[CODES];
    private int at;
    private int end;
    private int next = END + 1;
    private int width = 9;
    private int before = -1;
    private int bits;
    private int held;
    private boolean over;

    /** Of these codes; an end without the code for it is an {@code EOFException}. */
    public LzwStream(InputStream codes) {
        this.codes = codes;
        for (int i = 0; i < CLEAR; i++) {
            last[i] = (byte) i;
            length[i] = 1;
        }
    }

    @Override
    public int read() throws IOException {
        return at < end || decode() ? text[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
        int done = 0;
        while (done < count && (at < end || decode())) {
            int part = Math.min(count - done, end - at);
            System.arraycopy(text, at, target, offset + done, part);
            at += part;
            done += part;
        }
        return done == 0 && count > 0 ? -1 : done;
    }

    /** Puts what the next code stands for into the text; whether there was one. */
    private boolean decode() throws IOException {
        int code = over ? END : code();
        while (code == CLEAR) {
            next = END + 1;
            width = 9;
            before = -1;
            code = code();
        }
        if (code == END) {
            over = true;
            return false;
        }
        if (code > next || code == next && before < 0 || before < 0 && code > END) {
            throw new IllegalArgumentException("LZW code " + code + " before it has a meaning");
        }
        if (before >= 0 && next < CODES) {
            add(code);
        }
        spell(code);
        before = code;
        return true;
    }

    private void add(int code) {
        int first = code == next ? before : code;
        while (first > END) {
            first = prefix[first];
        }
        prefix[next] = (short) before;
        last[next] = last[first];
        length[next] = (short) (length[before] + 1);
        next++;
        // one code early, as the first program did it
        if (next + 1 >= 1 << width && width < 12) {
            width++;
        }
    }

    private void spell(int code) {
        at = 0;
        end = length[code];
        int rest = code;
        for (int i = end - 1; i >= 0; i--) {
            text[i] = last[rest];
            rest = prefix[rest];
        }
    }

    private int code() throws IOException {
        while (bits < width) {
            int value = codes.read();
            if (value < 0) {
                throw new EOFException();
            }
            held = held << 8 | value;
            bits += 8;
        }
        bits -= width;
        return held >> bits & (1 << width) - 1;
    }
}
