package sluice.environment.embedded.programs;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** Unpacks the programs of PostgreSQL, once for each version. */
public final class ServerPrograms {

    private ServerPrograms() {}

    /**
     * The folder that holds bin, lib and share; unpacked when it isn't there.
     *
     * <p>The caller holds the lock of this major version. A killed run leaves at most a folder that is never used.
     *
     * @param folder the home of all versions; must exist
     */
    public static Path unpack(ServerArchive archive, Path folder) throws IOException {
        Path programs = folder.resolve(archive.version());
        if (Files.exists(programs)) {
            return programs;
        }
        String prefix = "unpacking-" + archive.version() + "-";
        deleteLeftovers(prefix, folder);
        Path fresh = Files.createTempDirectory(folder, prefix);
        extract(archive.address(), fresh);
        Files.setPosixFilePermissions(fresh, permissions(0755));
        Files.move(fresh, programs, StandardCopyOption.ATOMIC_MOVE);
        return programs;
    }

    private static void extract(URL archive, Path target) throws IOException {
        try (InputStream bytes = new BufferedInputStream(archive.openStream());
                TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(bytes))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) {
                    throw new IOException("The archive " + archive + " leaves its folder: " + entry.getName());
                }
                write(tar, entry, path);
            }
        }
    }

    private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path path) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(path);
        } else {
            Files.createDirectories(path.getParent());
            if (entry.isSymbolicLink()) {
                Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                return;
            }
            Files.copy(tar, path);
        }
        // Set and not left to the umask: the server may run as another user.
        Files.setPosixFilePermissions(path, permissions(entry.isDirectory() ? 0755 : entry.getMode()));
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        // The constants stand in the order of the bits, the highest first.
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        for (PosixFilePermission permission : PosixFilePermission.values()) {
            if ((mode & (0400 >> permission.ordinal())) != 0) {
                permissions.add(permission);
            }
        }
        return permissions;
    }

    /** Deletes what killed runs left in a folder: all entries whose names begin so, with all that is in them. */
    public static void deleteLeftovers(String prefix, Path folder) throws IOException {
        List<Path> leftovers;
        try (Stream<Path> entries = Files.list(folder)) {
            leftovers = entries.filter(path -> path.getFileName().toString().startsWith(prefix))
                    .toList();
        }
        for (Path leftover : leftovers) {
            delete(leftover);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : (Iterable<Path>) all.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(path);
            }
        }
    }
}
