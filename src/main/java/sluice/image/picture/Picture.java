package sluice.image.picture;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import sluice.image.bytes.BytesImageInputStream;

/** The bytes of a file that should hold a picture, wherever they are: in a file, in memory, or from a stream. */
public final class Picture implements AutoCloseable {

    private static final int IN_MEMORY = 16 << 20;

    private final Path file;
    private final byte[] bytes;
    private final boolean temporary;

    private Picture(Path file, byte[] bytes, boolean temporary) {
        this.file = file;
        this.bytes = bytes;
        this.temporary = temporary;
    }

    /** The picture in a file. */
    public static Picture of(Path file) {
        return new Picture(file, null, false);
    }

    /** The picture in these bytes, which must not change meanwhile. */
    public static Picture of(byte[] bytes) {
        return new Picture(null, bytes, false);
    }

    /** The picture that a stream gives, kept in memory up to 16 MB and in a temporary file beyond; close it. */
    public static Picture of(InputStream stream) throws IOException {
        var head = stream.readNBytes(IN_MEMORY);
        if (head.length < IN_MEMORY) {
            return of(head);
        }
        var spool = Files.createTempFile("picture", null);
        try (OutputStream out = Files.newOutputStream(spool)) {
            new SequenceInputStream(new ByteArrayInputStream(head), stream).transferTo(out);
            return new Picture(spool, null, true);
        } catch (IOException | RuntimeException e) {
            Files.delete(spool);
            throw e;
        }
    }

    /** The first bytes: so many, or all if there are fewer. */
    public byte[] head(int most) throws IOException {
        try (var stream = open()) {
            return stream.readNBytes(most);
        }
    }

    /** Its bytes from the first on; a stream for each call. */
    public InputStream open() throws IOException {
        return file == null ? new ByteArrayInputStream(bytes) : Files.newInputStream(file);
    }

    /** The same for those who go back and forth in a file, the JDK's image readers among them. */
    public ImageInputStream openForImageReader() throws IOException {
        return file == null ? new BytesImageInputStream(bytes) : new FileImageInputStream(file.toFile());
    }

    /** How many bytes it has. */
    public long size() throws IOException {
        return file == null ? bytes.length : Files.size(file);
    }

    /** All bytes at once, not to be changed; {@link Admission#admitFile} comes first. */
    public byte[] allBytes() throws IOException {
        return file == null ? bytes : Files.readAllBytes(file);
    }

    /** Deletes the temporary file, if there is one. */
    @Override
    public void close() throws IOException {
        if (temporary) {
            Files.deleteIfExists(file);
        }
    }
}
