package sluice.image.picture.png;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes PNG files that ordinary programs don't: any filter, any split into chunks, any lie in the header. */
public final class PngFile {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    public PngFile(int width, int height, int bits, int colourType) {
        bytes.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        chunk(
                "IHDR",
                ByteBuffer.allocate(13)
                        .putInt(width)
                        .putInt(height)
                        .put((byte) bits)
                        .put((byte) colourType)
                        .array());
    }

    public PngFile chunk(String type, byte[] content) {
        var checksum = new CRC32();
        checksum.update(type.getBytes(StandardCharsets.ISO_8859_1));
        checksum.update(content);
        return chunk(type, content, (int) checksum.getValue());
    }

    public PngFile chunk(String type, byte[] content, int checksum) {
        bytes.writeBytes(ByteBuffer.allocate(4).putInt(content.length).array());
        bytes.writeBytes(type.getBytes(StandardCharsets.ISO_8859_1));
        bytes.writeBytes(content);
        bytes.writeBytes(ByteBuffer.allocate(4).putInt(checksum).array());
        return this;
    }

    /** The rows, filter bytes included, compressed and cut into chunks of this length. */
    public PngFile data(byte[] rows, int chunkLength) {
        var compressed = compressed(rows);
        for (int at = 0; at < compressed.length; at += chunkLength) {
            chunk("IDAT", Arrays.copyOfRange(compressed, at, Math.min(compressed.length, at + chunkLength)));
        }
        return this;
    }

    static byte[] compressed(byte[] rows) {
        var deflater = new Deflater();
        deflater.setInput(rows);
        deflater.finish();
        var out = new ByteArrayOutputStream();
        var buffer = new byte[8192];
        while (!deflater.finished()) {
            out.write(buffer, 0, deflater.deflate(buffer));
        }
        deflater.end();
        return out.toByteArray();
    }

    public byte[] end() {
        return chunk("IEND", new byte[0]).bytes.toByteArray();
    }
}
