package sluice.environment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A home whose programs are the ones already unpacked for this test run, so that tests needn't unpack them again. */
public final class PreparedHome {

    private PreparedHome() {}

    static Path in(Path folder) throws IOException {
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
        for (Path entry : ServerPrograms.startingWith("", home)) {
            if (Files.isSymbolicLink(entry)) {
                Files.delete(entry);
            }
        }
    }
}
