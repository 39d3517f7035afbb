package sluice.designs.nas;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder for files that are too large for memory while they are hashed; gone with us, or found by the next who comes. */
final class Spool implements AutoCloseable {

    private static final String PREFIX = "sluice-import-";

    private final Path folder;

    private Spool(Path folder) {
        this.folder = folder;
    }

    /** A new folder; removes those of processes that were killed. */
    static Spool open() {
        var temporary = Path.of(System.getProperty("java.io.tmpdir"));
        try {
            try (DirectoryStream<Path> left = Files.newDirectoryStream(temporary, PREFIX + "*")) {
                for (Path folder : left) {
                    if (isAbandoned(folder)) {
                        delete(folder);
                    }
                }
            }
            return new Spool(Files.createTempDirectory(
                    temporary, PREFIX + ProcessHandle.current().pid() + "-"));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "No temporary files can be made in " + temporary + "; set -Djava.io.tmpdir to another folder.", e);
        }
    }

    private static boolean isAbandoned(Path folder) {
        var process = folder.getFileName().toString().substring(PREFIX.length()).replaceFirst("-.*", "");
        return process.matches("\\d{1,18}")
                && ProcessHandle.of(Long.parseLong(process)).isEmpty();
    }

    Path file() throws IOException {
        return Files.createTempFile(folder, "image", null);
    }

    private static void delete(Path folder) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (IOException another) {
            // somebody else's, or being removed by somebody else: it costs only room
        }
    }

    @Override
    public void close() {
        delete(folder);
    }
}
