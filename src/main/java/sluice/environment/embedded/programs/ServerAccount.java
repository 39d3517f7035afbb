package sluice.environment.embedded.programs;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * As whom the server's programs run: PostgreSQL refuses root, so root needs a detour.
 *
 * @param user the user of this process, by number
 * @param owner who must own the data, by number
 * @param prefix what stands before each command
 */
public record ServerAccount(long user, long owner, List<String> prefix) {

    private static final long ROOT = 0;
    private static final long NOBODY = 65534;
    private static final Duration MOMENT = Duration.ofSeconds(10);

    private static ServerAccount found;

    /**
     * The account for this process; found out once.
     *
     * @throws EmbeddedServerException when this is root and nothing here lets root run a program as somebody else
     */
    public static synchronized ServerAccount current() {
        if (found == null) {
            found = find(Path.of(System.getProperty("java.io.tmpdir")));
        }
        return found;
    }

    private static ServerAccount find(Path folder) {
        long user = new UnixSystem().getUid();
        if (user != ROOT) {
            return new ServerAccount(user, user, List.of());
        }
        // In a user namespace of its own root sees itself as nobody, while the files stay root's.
        ServerAccount namespace = new ServerAccount(ROOT, ROOT, List.of("unshare", "-U"));
        // A container's default seccomp profile forbids namespaces; changing the user is allowed there.
        ServerAccount nobody = new ServerAccount(
                ROOT, NOBODY, List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
        return Stream.of(namespace, nobody)
                .filter(account -> account.works(folder))
                .findFirst()
                .orElseThrow(() -> new EmbeddedServerException("PostgreSQL refuses to run as root, and neither"
                        + " 'unshare -U' nor 'setpriv' works here. Run as an ordinary user, install util-linux,"
                        + " or name a server with --url."));
    }

    private boolean works(Path folder) {
        try {
            // The shell is the one program that is surely there, by its full name.
            ProgramCall call = ProgramCall.run(folder, MOMENT, command(List.of("/bin/sh", "-c", "true")));
            return call.status() == 0;
        } catch (RuntimeException e) {
            return false;
        }
    }

    /** The program and its arguments, with what makes this account run it before them. */
    public List<String> command(List<String> command) {
        List<String> whole = new ArrayList<>(prefix);
        whole.addAll(command);
        return whole;
    }

    /** Whether the server runs as another user than the one of this process. */
    public boolean isAnother() {
        return user != owner;
    }

    /** Whether the account may go down to the folder, which must exist. */
    public boolean reaches(Path folder) throws IOException {
        for (Path each = folder.toRealPath().getParent(); each != null; each = each.getParent()) {
            boolean open = Files.getPosixFilePermissions(each).contains(PosixFilePermission.OTHERS_EXECUTE);
            if (!open && ownerOf(each) != owner) {
                return false;
            }
        }
        return true;
    }

    /**
     * Makes the account the owner of a folder and all that is in it; only root can, others find it their own or not. A server may
     * be at work there: what goes away meanwhile needs no owner.
     */
    public void own(Path folder) throws IOException {
        if (user == ROOT) {
            Files.walkFileTree(folder, new Owning());
        }
    }

    /** Makes the account the owner of one file or folder, and of nothing in it; only root can. */
    public void ownItself(Path file) throws IOException {
        if (user == ROOT && ownerOf(file) != owner) {
            Files.setAttribute(file, "unix:uid", (int) owner, LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(file, "unix:gid", (int) owner, LinkOption.NOFOLLOW_LINKS);
        }
    }

    /** Gives each file to the account, and passes over what is gone by the time that it is reached. */
    private final class Owning extends SimpleFileVisitor<Path> {

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
            return visitFile(folder, attributes);
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            try {
                ownItself(file);
                return FileVisitResult.CONTINUE;
            } catch (IOException trouble) {
                return visitFileFailed(file, trouble);
            }
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException trouble) throws IOException {
            if (trouble instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw trouble;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, IOException trouble) throws IOException {
            return trouble == null ? FileVisitResult.CONTINUE : visitFileFailed(folder, trouble);
        }
    }

    /**
     * Refuses a folder that another user made.
     *
     * @throws EmbeddedServerException naming both users
     */
    public void check(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        long found = ownerOf(folder);
        boolean ours = found == user || (user == ROOT && found == NOBODY);
        if (!ours) {
            throw new EmbeddedServerException("The embedded database in " + folder + " belongs to user "
                    + Files.getOwner(folder) + ", but this runs as " + System.getProperty("user.name") + " (user id "
                    + user + "). Run it as that user, or remove the folder to begin with an empty database.");
        }
    }

    private static long ownerOf(Path path) throws IOException {
        return ((Number) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS)).longValue();
    }
}
