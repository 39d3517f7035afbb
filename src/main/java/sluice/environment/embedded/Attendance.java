package sluice.environment.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import sluice.environment.embedded.programs.EmbeddedServerException;

/**
 * Counts who uses a server, by file locks: the operating system takes them back whatever way a process ends.
 *
 * <p>Each user holds one byte of {@code users.lock}, so that two class loaders in one process, which the system
 * can't tell apart, are two users all the same. Coming and going happens under the lock of {@code start.lock}.
 */
final class Attendance {

    private record Opened(FileChannel channel, Object identity) {}

    // Never closed: closing any channel of a file drops all locks that this process has on it, also those of others.
    private static final Map<Path, Opened> CHANNELS = new ConcurrentHashMap<>();
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(10);

    private final Path startFile;
    private final Path usersFile;
    private FileLock seat;

    Attendance(Path folder) {
        startFile = folder.resolve("start.lock");
        usersFile = folder.resolve("users.lock");
    }

    /**
     * Waits for the right to start and stop the server; the caller releases it.
     *
     * @throws EmbeddedServerException when another process keeps it for longer than the patience
     */
    FileLock decide(Duration patience) throws IOException {
        FileChannel channel = channel(startFile);
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            FileLock lock = attempt(channel, 0, false);
            if (lock != null) {
                return lock;
            }
            if (System.nanoTime() > end) {
                throw new EmbeddedServerException("Another process has been starting or stopping the embedded database"
                        + " for " + patience.toSeconds() + " s: it holds " + startFile
                        + ". End that process and run the command again.");
            }
            pause();
        }
    }

    /** Takes a seat among the users. */
    void enter() throws IOException {
        FileChannel channel = channel(usersFile);
        for (long position = 0; seat == null; position++) {
            seat = attempt(channel, position, true);
        }
    }

    /** Gives the seat back; true when nobody else has one. */
    boolean leave() throws IOException {
        seat.release();
        seat = null;
        try (FileLock all = channel(usersFile).tryLock(0, Long.MAX_VALUE, false)) {
            return all != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static FileLock attempt(FileChannel channel, long position, boolean shared) throws IOException {
        try {
            return channel.tryLock(position, 1, shared);
        } catch (OverlappingFileLockException e) {
            return null; // somebody in this very process, in another class loader
        }
    }

    private static FileChannel channel(Path file) throws IOException {
        Opened opened = CHANNELS.get(file);
        if (opened == null || !Files.exists(file) || !opened.identity().equals(identity(file))) {
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            opened = new Opened(channel, identity(file));
            CHANNELS.put(file, opened);
        }
        return opened.channel();
    }

    private static Object identity(Path file) throws IOException {
        return Files.getAttribute(file, "unix:ino");
    }

    /** Waits a moment before the next attempt at something that another process decides. */
    static void pause() {
        try {
            Thread.sleep(BETWEEN_ATTEMPTS.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedServerException("Interrupted while waiting for the embedded database", e);
        }
    }
}
