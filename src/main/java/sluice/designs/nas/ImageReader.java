package sluice.designs.nas;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.LongConsumer;
import sluice.image.PerceptualHash;
import sluice.image.PerceptualHasher;
import sluice.image.PictureReader;
import sluice.image.picture.ImageLimits;
import sluice.image.picture.SharedMemory;
import sluice.image.picture.UnreadableImage;
import sluice.image.picture.UnreadableImage.Reason;
import sluice.sftp.SftpFiles;
import sluice.sftp.session.SftpFailure;

/** Reads images of the server, each once, and hashes them; for several threads at once within a bounded heap. */
public final class ImageReader implements AutoCloseable {

    private static final int IN_MEMORY = 4 << 20;

    private final SftpFiles files;
    private final LongConsumer fetched;
    private final ImageLimits limits = ImageLimits.standard();
    private final PerceptualHasher hasher;
    private final Spool spool = Spool.open();

    /**
     * What an image is.
     *
     * @param sha256 of the file's bytes, hexadecimal
     */
    public record Hashes(PerceptualHash perceptual, String sha256) {}

    /**
     * A reader of these files.
     *
     * @param fetched is told how many bytes came, as they come
     */
    public ImageReader(SftpFiles files, LongConsumer fetched) {
        this.files = files;
        this.fetched = fetched;
        this.hasher = new PerceptualHasher(limits, new SharedMemory(limits.heldBytes()));
    }

    /**
     * Reads and hashes one file. What its beginning shows to be no image, or too large, isn't fetched further.
     *
     * @throws UnreadableImage if it gives no picture
     * @throws SftpFailure if the server doesn't give it
     * @throws IOException if there is no room for temporary files
     */
    public Hashes read(String path) throws IOException, UnreadableImage {
        var digest = sha256();
        final byte[] head;
        Path spooled = null;
        try (var remote = files.read(path);
                var stream = new DigestInputStream(remote, digest)) {
            head = stream.readNBytes(IN_MEMORY);
            fetched.accept(head.length);
            if (head.length == IN_MEMORY) {
                PictureReader.refuseByBeginning(head, limits);
                spooled = spooled(head, stream);
            }
        }
        // the channel is free again: another thread may fetch while this one hashes
        return new Hashes(spooled == null ? hashed(() -> hasher.hash(head)) : hashed(spooled), hex(digest));
    }

    private Path spooled(byte[] head, InputStream rest) throws IOException {
        Path file = spool.file();
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(head);
            var buffer = new byte[256 << 10];
            for (int count = rest.read(buffer); count >= 0; count = rest.read(buffer)) {
                out.write(buffer, 0, count);
                fetched.accept(count);
            }
            return file;
        } catch (IOException | RuntimeException failed) {
            Files.deleteIfExists(file);
            throw failed;
        }
    }

    private PerceptualHash hashed(Path file) throws IOException, UnreadableImage {
        try {
            return hashed(() -> hasher.hash(file));
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private interface Hashing {
        PerceptualHash hash() throws IOException, UnreadableImage;
    }

    /** A picture may ask for more than its header says; that is its fault and not that of the run. */
    private static PerceptualHash hashed(Hashing hashing) throws IOException, UnreadableImage {
        try {
            return hashing.hash();
        } catch (OutOfMemoryError tooMuch) {
            throw new UnreadableImage(
                    Reason.TOO_LARGE, "too large: decoding it takes more memory than this process has", tooMuch);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Removes the temporary files; the connections stay. */
    @Override
    public void close() {
        spool.close();
    }
}
