package sluice.environment.embedded;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import sluice.environment.embedded.programs.ServerArchive;
import sluice.environment.embedded.programs.ServerPrograms;

/** A home whose programs are the ones already unpacked for this test run, so that tests needn't unpack them again. */
public final class PreparedHome {

    private PreparedHome() {}

    /** A new home in this folder, with the link in it. */
    public static Path in(Path folder) throws IOException {
        Path home = folder.resolve("home");
        link(home);
        return home;
    }

    /** Puts a link to the programs into a home, which is made. */
    public static synchronized void link(Path home) throws IOException {
        ServerArchive archive = ServerArchive.choose(0);
        Path shared = Files.createDirectories(
                Path.of(System.getProperty("project.directory", System.getProperty("user.dir")), "target/programs"));
        Path programs = ServerPrograms.unpack(archive, shared);
        Files.createSymbolicLink(Files.createDirectories(home).resolve(archive.version()), programs);
    }

    /** Takes the link away again, before JUnit warns that it points out of its folder. */
    public static void unlink(Path home) throws IOException {
        try (DirectoryStream<Path> links = Files.newDirectoryStream(home, Files::isSymbolicLink)) {
            for (Path link : links) {
                Files.delete(link);
            }
        }
    }
}
