package sluice.image.picture.png;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.Adler32;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import sluice.image.bytes.Bytes;
import sluice.image.picture.PictureFormat;
import sluice.image.picture.UnreadableImage;

/** The chunks of a PNG: its header, its palette, then the decompressed content of its data chunks as one stream. */
final class PngData implements AutoCloseable {

    private static final int SIGNATURE = 8;
    private static final int MOST_PALETTE_BYTES = 768;
    private static final int BUFFER = 1 << 16;

    private final Bytes bytes;
    // without its own checksum, which takes as long as a sixth of the decompression; the JVM's takes no time
    private final Inflater inflater = new Inflater(true);
    private final Adler32 checksum = new Adler32();
    private final byte[] compressed = new byte[BUFFER];
    private final PngHeader header;
    private byte[] palette = new byte[0];
    private long leftInChunk;
    private int inputEnd;

    /** Reads up to the first data chunk. */
    PngData(InputStream stream) throws IOException, UnreadableImage {
        bytes = new Bytes(stream);
        bytes.skip(SIGNATURE);
        int length = bytes.bigI32();
        var type = bytes.block(4);
        if (length != 13 || !name(type).equals("IHDR")) {
            throw UnreadableImage.corrupt(PictureFormat.PNG, "it does not begin with a header");
        }
        header = PngHeader.of(checked(type, length));
        seekData();
        int method = compressedByte();
        if ((method & 15) != 8 || (method << 8 | compressedByte()) % 31 != 0) {
            throw damaged("no such method");
        }
    }

    PngHeader header() {
        return header;
    }

    /** Red, green and blue of each colour in turn; empty without a palette. */
    byte[] palette() {
        return palette;
    }

    private void seekData() throws IOException, UnreadableImage {
        while (true) {
            int length = chunkLength();
            var type = bytes.block(4);
            switch (name(type)) {
                case "IDAT" -> {
                    leftInChunk = length;
                    return;
                }
                case "PLTE" -> palette = palette(type, length);
                case "IEND" -> throw UnreadableImage.corrupt(PictureFormat.PNG, "it holds no picture data");
                default -> bytes.skip(length + 4L);
            }
        }
    }

    private byte[] palette(byte[] type, int length) throws IOException, UnreadableImage {
        if (length > MOST_PALETTE_BYTES || length % 3 != 0) {
            throw UnreadableImage.corrupt(PictureFormat.PNG, "a palette of " + length + " bytes");
        }
        return checked(type, length);
    }

    private int chunkLength() throws IOException, UnreadableImage {
        int length = bytes.bigI32();
        if (length < 0) {
            throw UnreadableImage.corrupt(PictureFormat.PNG, "a chunk with a length beyond the format's");
        }
        return length;
    }

    private byte[] checked(byte[] type, int length) throws IOException, UnreadableImage {
        var content = bytes.block(length);
        var checksum = new CRC32();
        checksum.update(type);
        checksum.update(content);
        if ((int) checksum.getValue() != bytes.bigI32()) {
            throw UnreadableImage.corrupt(PictureFormat.PNG, "chunk " + name(type) + " has a wrong checksum");
        }
        return content;
    }

    private static String name(byte[] type) {
        return new String(type, StandardCharsets.ISO_8859_1);
    }

    /** Fills this part of the target with decompressed bytes. */
    void fill(byte[] target, int offset, int length) throws IOException, UnreadableImage {
        try {
            int filled = 0;
            while (filled < length) {
                int count = inflater.inflate(target, offset + filled, length - filled);
                filled += count;
                if (count == 0) {
                    more();
                }
            }
        } catch (DataFormatException e) {
            throw damaged(e.getMessage());
        }
        checksum.update(target, offset, length);
    }

    /** Compares the checksum of all that was read with the one at the end of the data. */
    void verify() throws IOException, UnreadableImage {
        try {
            var beyond = new byte[1];
            while (!inflater.finished()) {
                if (inflater.inflate(beyond) > 0) {
                    return; // more data than the picture needs, which readers ignore
                }
                if (!inflater.finished()) {
                    more();
                }
            }
        } catch (DataFormatException e) {
            throw damaged(e.getMessage());
        }
        int expected = 0;
        int left = inflater.getRemaining();
        for (int i = 0; i < 4; i++) {
            expected = expected << 8 | (left > i ? compressed[inputEnd - left + i] & 0xff : compressedByte());
        }
        if (expected != (int) checksum.getValue()) {
            throw damaged("wrong checksum");
        }
    }

    private static UnreadableImage damaged(String finding) {
        return UnreadableImage.corrupt(PictureFormat.PNG, "its compressed data is damaged (" + finding + ")");
    }

    private void more() throws IOException, UnreadableImage {
        if (inflater.finished()) {
            throw new EOFException();
        }
        nextChunk();
        inputEnd = (int) Math.min(leftInChunk, compressed.length);
        bytes.fill(compressed, 0, inputEnd);
        leftInChunk -= inputEnd;
        inflater.setInput(compressed, 0, inputEnd);
    }

    private int compressedByte() throws IOException, UnreadableImage {
        nextChunk();
        leftInChunk--;
        return bytes.u8();
    }

    private void nextChunk() throws IOException, UnreadableImage {
        while (leftInChunk == 0) {
            bytes.skip(4);
            int length = chunkLength();
            if (!name(bytes.block(4)).equals("IDAT")) {
                throw new EOFException();
            }
            leftInChunk = length;
        }
    }

    @Override
    public void close() {
        inflater.end();
    }
}
