package sluice.image.bytes;

import javax.imageio.stream.ImageInputStreamImpl;

/** Bytes in memory as the JDK's image readers want them, without the copies its own memory cache makes. */
public final class BytesImageInputStream extends ImageInputStreamImpl {

    private final byte[] bytes;

    /** Of these bytes, which must not change meanwhile. */
    public BytesImageInputStream(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public int read() {
        bitOffset = 0;
        return streamPos < bytes.length ? bytes[(int) streamPos++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        bitOffset = 0;
        if (streamPos >= bytes.length) {
            return -1;
        }
        int count = (int) Math.min(length, bytes.length - streamPos);
        System.arraycopy(bytes, (int) streamPos, target, offset, count);
        streamPos += count;
        return count;
    }

    @Override
    public long length() {
        return bytes.length;
    }
}
