package sluice.image.bytes;

import java.io.IOException;
import java.io.InputStream;
import javax.imageio.stream.ImageInputStream;

/** A part of a file as a stream of its own; several of one file can be read in turns. */
public final class Section extends InputStream {

    private static final int AT_ONCE = 16 << 10;

    private final ImageInputStream file;
    private final boolean bitsReversed;
    private final byte[] buffer;
    private long position;
    private long left;
    private int at;
    private int end;

    /**
     * A part of this file, which ends early where the file does.
     *
     * @param position of its first byte
     * @param length in bytes; less than 1 for an empty part
     * @param bitsReversed whether the lowest bit of each byte is the first
     */
    public Section(ImageInputStream file, long position, long length, boolean bitsReversed) {
        this.file = file;
        this.position = position;
        this.left = Math.max(0, length);
        this.bitsReversed = bitsReversed;
        this.buffer = new byte[(int) Math.min(AT_ONCE, left)];
    }

    @Override
    public int read() throws IOException {
        return at < end || fill() ? buffer[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
        if (at == end && !fill()) {
            return count == 0 ? 0 : -1;
        }
        int part = Math.min(count, end - at);
        System.arraycopy(buffer, at, target, offset, part);
        at += part;
        return part;
    }

    private boolean fill() throws IOException {
        file.seek(position);
        end = left == 0 ? -1 : file.read(buffer, 0, (int) Math.min(buffer.length, left));
        at = 0;
        if (end <= 0) {
            end = 0;
            left = 0;
            return false;
        }
        position += end;
        left -= end;
        for (int i = 0; bitsReversed && i < end; i++) {
            buffer[i] = (byte) (Integer.reverse(buffer[i]) >>> 24);
        }
        return true;
    }
}
