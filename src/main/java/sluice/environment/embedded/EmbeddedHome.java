package sluice.environment.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import sluice.environment.embedded.programs.ServerAccount;
import sluice.environment.embedded.programs.ServerArchive;
import sluice.environment.embedded.programs.ServerPrograms;

/**
 * Where the files of one major version are, and as whom its programs run.
 *
 * @param root the folder of all versions
 * @param folder the folder of this major version, with data, port, log and locks
 * @param account as whom the programs run
 * @param archive the packed programs
 */
record EmbeddedHome(Path root, Path folder, ServerAccount account, ServerArchive archive) {

    private static final System.Logger LOG = System.getLogger(EmbeddedHome.class.getName());

    /** Makes the folders where they are missing. */
    static EmbeddedHome at(Path home, ServerArchive archive) throws IOException {
        Path root = Files.createDirectories(home).toRealPath();
        ServerAccount account = ServerAccount.current();
        if (account.isAnother() && !account.reaches(root)) {
            // The programs run as a user who can't go there, for instance below the home of root.
            String name = "sluice-" + UUID.nameUUIDFromBytes(root.toString().getBytes(StandardCharsets.UTF_8));
            root = Files.createDirectories(Path.of(System.getProperty("java.io.tmpdir"), name))
                    .toRealPath();
            account.check(root);
        }
        Path folder = root.resolve(Integer.toString(archive.major()));
        account.check(folder);
        if (!Files.exists(folder)) {
            Files.createDirectories(folder);
            tellOfOthers(root, folder);
        }
        if (account.isAnother()) {
            Files.setAttribute(root, "unix:uid", (int) account.owner());
        }
        return new EmbeddedHome(root, folder, account, archive);
    }

    private static void tellOfOthers(Path root, Path folder) throws IOException {
        try (var entries = Files.list(root)) {
            entries.filter(entry -> Files.exists(entry.resolve("data")) && !entry.equals(folder))
                    .forEach(entry -> LOG.log(
                            System.Logger.Level.INFO,
                            "The embedded database is PostgreSQL {0} now and begins empty; the data of PostgreSQL {1}"
                                    + " stay in {2}.",
                            folder.getFileName(),
                            entry.getFileName(),
                            entry));
        }
    }

    /** The cluster in this place, its programs unpacked; the caller holds the lock of {@link Attendance}. */
    Cluster cluster() throws IOException {
        Path programs = ServerPrograms.unpack(archive, root);
        // not the data in it: they are looked through before a start, and thousands of files are no matter while a
        // server runs
        account.ownItself(folder);
        return new Cluster(folder, programs, account);
    }
}
