package sluice.environment.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.security.auth.module.UnixSystem;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.environment.embedded.programs.ServerArchive;

/** The embedded server under other users than the one who runs the tests; all of it needs root to change the user. */
class EmbeddedAccountTest {

    private static final int NOBODY = 65534;
    private static final List<String> AS_NOBODY =
            List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");

    @TempDir
    private Path temporary;

    private Path home;

    @BeforeEach
    void onlyRootMayChangeTheUser() throws IOException {
        assumeThat(new UnixSystem().getUid())
                .as("the user id; to start processes as another user the tests must run as root")
                .isZero();
        open(temporary);
        home = Files.createDirectory(temporary.resolve("home"));
    }

    @AfterEach
    void unlink() throws IOException {
        // JUnit warns of links out of its folder.
        Files.deleteIfExists(temporary.resolve("bin/setpriv"));
    }

    private static void open(Path folder) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void give(Path path, int user) throws IOException {
        Files.setAttribute(path, "unix:uid", user);
        Files.setAttribute(path, "unix:gid", user);
    }

    /** The class path in a place that every user can read. */
    private String readableClassPath() throws IOException {
        Path library = Files.createDirectory(temporary.resolve("library"));
        int number = 0;
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path source = Path.of(entry);
            copy(source, library.resolve(number++ + "-" + source.getFileName()));
        }
        try (Stream<Path> entries = Files.list(library)) {
            return entries.map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        }
    }

    private static void copy(Path source, Path target) throws IOException {
        if (!Files.exists(source)) {
            return;
        }
        try (Stream<Path> all = Files.walk(source)) {
            for (Path each : (Iterable<Path>) all::iterator) {
                Path copied =
                        Files.copy(each, target.resolve(source.relativize(each).toString()));
                if (Files.isDirectory(copied)) {
                    open(copied);
                } else {
                    Files.setPosixFilePermissions(copied, PosixFilePermissions.fromString("rw-r--r--"));
                }
            }
        }
    }

    private ChildProcess asNobody(Path place) throws IOException {
        return ChildProcess.start(AS_NOBODY, Map.of(), readableClassPath(), EmbeddedUser.class, place.toString());
    }

    @Test
    void anOrdinaryUserHasAServerInAFolderOfHisOwn() throws Exception {
        give(home, NOBODY);
        try (ChildProcess child = asNobody(home)) {
            assertThat(child.port()).isPositive();
            assertThat(child.leave()).isZero();
        }
    }

    @Test
    void anOrdinaryUserIsToldThatRootMadeTheHome() throws Exception {
        EmbeddedServer.join(home, EmbeddedOptions.forTests()).close();
        try (ChildProcess child = asNobody(home)) {
            assertThat(child.rest())
                    .contains("belongs to user root")
                    .contains("user id " + NOBODY)
                    .contains("Run it as that user, or remove the folder");
        }
    }

    /** As in a container, where the default seccomp profile forbids namespaces. */
    @Test
    void rootWithoutNamespacesRunsTheServerAsNobody() throws Exception {
        try (ChildProcess child = withoutNamespaces(home)) {
            assertThat(child.port()).isPositive();
            assertThat(Files.getAttribute(data(home), "unix:uid")).isEqualTo(NOBODY);
            assertThat(child.leave()).isZero();
        }
        // The same data under the other account: root with namespaces, then without again.
        EmbeddedServer.join(home, EmbeddedOptions.forTests()).close();
        try (ChildProcess child = withoutNamespaces(home)) {
            assertThat(child.port()).isPositive();
            assertThat(child.leave()).isZero();
        }
    }

    @Test
    void rootWithoutNamespacesAndWithAHomeThatNobodyCanReachTakesTheTemporaryFolder() throws Exception {
        Path closed = Files.createDirectory(temporary.resolve("closed"));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
        try (ChildProcess child = withoutNamespaces(closed.resolve("home"))) {
            assertThat(child.port()).isPositive();
            assertThat(child.leave()).isZero();
            assertThat(data(closed.resolve("home"))).doesNotExist();
            assertThat(temporary).isDirectoryContaining("glob:**/sluice-*");
        }
    }

    @Test
    void rootWithoutEitherWayIsToldWhatToDo() throws Exception {
        Path empty = Files.createDirectory(temporary.resolve("empty"));
        try (ChildProcess child = start(empty, home)) {
            assertThat(child.rest()).contains("PostgreSQL refuses to run as root", "Run as an ordinary user");
        }
    }

    private ChildProcess withoutNamespaces(Path place) throws IOException {
        Path programs = temporary.resolve("bin");
        if (!Files.exists(programs)) {
            Files.createDirectory(programs);
            Files.createSymbolicLink(programs.resolve("setpriv"), Path.of("/usr/bin/setpriv"));
        }
        return start(programs, place);
    }

    private ChildProcess start(Path programs, Path place) throws IOException {
        return ChildProcess.start(
                List.of(),
                Map.of("PATH", programs.toString(), "JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + temporary),
                System.getProperty("java.class.path"),
                EmbeddedUser.class,
                place.toString());
    }

    private static Path data(Path place) {
        return place.resolve(ServerArchive.choose(0).major() + "").resolve("data");
    }
}
