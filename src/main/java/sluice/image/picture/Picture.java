package sluice.image.picture;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.IIOException;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import sluice.image.picture.UnreadableImage.Reason;

/** The bytes of a file that should hold a picture, wherever they are. */
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

    /**
     * Reads the (first) picture into the sink.
     *
     * @throws UnreadableImage when the bytes give no picture within the limits; rows may have been handed on by then
     * @throws IOException when the bytes can't be had
     */
    public void read(ImageLimits limits, RowSink sink) throws IOException, UnreadableImage {
        read(limits, new SharedMemory(Long.MAX_VALUE), sink);
    }

    /** The same beside other pictures, with which it shares memory; waits while they need too much of it. */
    public void read(ImageLimits limits, SharedMemory memory, RowSink sink) throws IOException, UnreadableImage {
        var format = format();
        try (var admission = new Admission(limits, memory)) {
            format.decoder().decode(this, admission, sink);
        } catch (EOFException e) {
            throw UnreadableImage.truncated(format);
        } catch (IIOException | RuntimeException e) {
            if (e.getCause() instanceof EOFException
                    || String.valueOf(e.getMessage()).contains("out of stream")) {
                throw UnreadableImage.truncated(format);
            }
            var finding = e.getMessage() == null
                    ? "its reader fails with " + e.getClass().getSimpleName()
                    : e.getMessage();
            throw new UnreadableImage(Reason.CORRUPT, "corrupt " + format + ": " + finding.strip(), e);
        }
    }

    /**
     * Refuses what can be refused by its beginning, before the rest of it is fetched: unknown formats and pictures that are
     * too large. What the beginning does not tell is left for later.
     *
     * @param head the first bytes of a file, or all of them
     * @throws UnreadableImage with {@code EMPTY}, {@code UNKNOWN_FORMAT} or {@code TOO_LARGE}
     */
    public static void refuseByBeginning(byte[] head, ImageLimits limits) throws UnreadableImage {
        formatOf(Arrays.copyOf(head, Math.min(head.length, PictureFormat.HEAD)));
        try {
            of(head).read(limits, new Admitted());
        } catch (UnreadableImage e) {
            if (e.reason() == Reason.TOO_LARGE) {
                throw e;
            }
        } catch (IOException | LinkageError later) {
            // whatever it is, the whole file shows it
        }
    }

    /** Ends the reading where the rows would begin: the size was admitted by then. */
    private static final class Admitted implements RowSink {
        @Override
        public void start(int width, int height) {
            throw new IllegalStateException("the rows are not wanted");
        }

        @Override
        public void row(int y, int[] luminance) {
            throw new IllegalStateException("the rows are not wanted");
        }
    }

    private PictureFormat format() throws IOException, UnreadableImage {
        byte[] head;
        try (var stream = open()) {
            head = stream.readNBytes(PictureFormat.HEAD);
        }
        return formatOf(head);
    }

    private static PictureFormat formatOf(byte[] head) throws UnreadableImage {
        if (head.length == 0) {
            throw new UnreadableImage(Reason.EMPTY, "empty: the file has no bytes. Fetch it again.");
        }
        var format = PictureFormat.of(head);
        if (format == null) {
            throw new UnreadableImage(
                    Reason.UNKNOWN_FORMAT,
                    "unknown format: its first bytes are not those of PNG, JPEG, GIF, BMP, TIFF" + " or WebP");
        }
        return format;
    }

    InputStream open() throws IOException {
        return file == null ? new ByteArrayInputStream(bytes) : Files.newInputStream(file);
    }

    ImageInputStream openForImageReader() throws IOException {
        return file == null ? new BytesImageInputStream(bytes) : new FileImageInputStream(file.toFile());
    }

    long size() throws IOException {
        return file == null ? bytes.length : Files.size(file);
    }

    byte[] allBytes() throws IOException {
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
