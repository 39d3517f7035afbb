package sluice.environment.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.environment.TestDatabase;
import sluice.environment.embedded.programs.EmbeddedServerException;
import sluice.environment.embedded.programs.ServerArchive;
import sluice.environment.embedded.programs.ServerPrograms;

class EmbeddedServerTest {

    private static final EmbeddedOptions OPTIONS = EmbeddedOptions.forTests();

    @TempDir
    private Path temporary;

    private Path home;

    @BeforeEach
    void unpackOnlyOnce() throws IOException {
        home = PreparedHome.in(temporary);
    }

    /** Joins and leaves, which stops what a killed child left running. */
    @AfterEach
    void stopOrphans() throws IOException {
        EmbeddedServer.join(home, OPTIONS).close();
        assertThat(data().resolve("postmaster.pid")).doesNotExist();
        PreparedHome.unlink(home);
    }

    private Path data() {
        return home.resolve(ServerArchive.choose(0).major() + "").resolve("data");
    }

    private long serverProcess() throws IOException {
        return PostmasterFile.read(data()).orElseThrow().process();
    }

    private static List<String> ask(EmbeddedServer server, String query) throws SQLException {
        return ask(server.port(), query);
    }

    private static List<String> ask(int port, String query) throws SQLException {
        String url = "jdbc:postgresql://127.0.0.1:" + port + "/sluice";
        try (Connection connection = DriverManager.getConnection(url, "postgres", "")) {
            return TestDatabase.column(connection, query);
        }
    }

    private static void execute(EmbeddedServer server, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.url("sluice"), "postgres", "");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void theFirstStartGivesAnEmptyUtf8DatabaseThatListensOnThisMachineOnly() throws Exception {
        try (EmbeddedServer server = EmbeddedServer.join(home, OPTIONS)) {
            assertThat(ask(server, "SELECT datcollate || pg_encoding_to_char(encoding) FROM pg_database"))
                    .containsOnly("C.UTF-8UTF8");
            assertThat(ask(server, "SHOW listen_addresses")).containsExactly("127.0.0.1");
            assertThat(ask(server, "SHOW unix_socket_directories")).containsExactly("");
            assertThat(ask(server, "SHOW max_connections")).containsExactly("200");
            assertThat(ask(server, "SHOW log_timezone")).containsExactly("UTC");
        }
    }

    @Test
    void peopleGetADurableServerAndTheirOwnSettingsWin() throws Exception {
        EmbeddedOptions options = new EmbeddedOptions(0, true, Map.of("work_mem", "7MB", "application_name", "it's"));
        try (EmbeddedServer server = EmbeddedServer.join(home, options)) {
            assertThat(ask(
                            server,
                            "SELECT name FROM pg_settings WHERE setting = 'on' AND name IN"
                                    + " ('fsync', 'synchronous_commit', 'full_page_writes')"))
                    .hasSize(3);
            assertThat(ask(server, "SHOW work_mem")).containsExactly("7MB");
        }
    }

    @Test
    void dataAndPortOutliveARestart() throws Exception {
        int port;
        try (EmbeddedServer server = EmbeddedServer.join(home, OPTIONS)) {
            port = server.port();
            execute(server, "CREATE TABLE kept AS SELECT 42 AS answer");
        }
        assertThat(data().resolve("postmaster.pid")).doesNotExist();
        try (EmbeddedServer server = EmbeddedServer.join(home, OPTIONS)) {
            assertThat(server.port()).isEqualTo(port);
            assertThat(ask(server, "SELECT answer FROM kept")).containsExactly("42");
        }
    }

    @Test
    void aSecondProcessJoinsTheSameServerAndTheLastOutStopsIt() throws Exception {
        try (ChildProcess child = ChildProcess.join(home)) {
            int port = child.port();
            try (EmbeddedServer server = EmbeddedServer.join(home, OPTIONS)) {
                assertThat(server.port()).isEqualTo(port);
                long process = serverProcess();
                assertThat(child.leave()).isZero();
                assertThat(serverProcess()).isEqualTo(process);
                assertThat(ask(server, "SELECT 1")).containsExactly("1");
            }
            assertThat(data().resolve("postmaster.pid")).doesNotExist();
        }
    }

    @Test
    void theServerStaysWhileAnyOfSeveralInOneProcessIsIn() throws Exception {
        EmbeddedServer first = EmbeddedServer.join(home, OPTIONS);
        try (EmbeddedServer second = EmbeddedServer.join(home, OPTIONS)) {
            first.close();
            first.close();
            assertThat(ask(second, "SELECT 1")).containsExactly("1");
        }
        assertThat(data().resolve("postmaster.pid")).doesNotExist();
    }

    @Test
    void aKilledProcessLeavesAnOrphanThatTheNextUsesAtOnce() throws Exception {
        try (ChildProcess child = ChildProcess.join(home)) {
            child.port();
            long orphan = serverProcess();
            child.kill();
            assertThat(ProcessHandle.of(orphan)).isPresent();

            long before = System.nanoTime();
            try (EmbeddedServer server = EmbeddedServer.join(home, OPTIONS)) {
                assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));
                assertThat(serverProcess()).isEqualTo(orphan);
                assertThat(ask(server, "SELECT 1")).containsExactly("1");
            }
        }
    }

    @Test
    void aTerminatedProcessLeavesNothingRunning() throws Exception {
        try (ChildProcess child = ChildProcess.join(home)) {
            child.port();
            child.terminate();
            assertThat(data().resolve("postmaster.pid")).doesNotExist();
        }
    }

    @Test
    void twoProcessesThatStartAtOnceMeetOnOneServer() throws Exception {
        ServerPrograms.deleteLeftovers("data", Files.createDirectories(data().getParent()));
        try (ChildProcess one = ChildProcess.join(home);
                ChildProcess other = ChildProcess.join(home)) {
            assertThat(one.port()).isEqualTo(other.port());
            assertThat(one.leave()).isZero();
            assertThat(other.leave()).isZero();
        }
    }

    @Test
    void aPortThatSomebodyElseTookIsGivenUp() throws Exception {
        int port;
        try (EmbeddedServer server = EmbeddedServer.join(home, OPTIONS)) {
            port = server.port();
        }
        try (ServerSocket somebody = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"));
                EmbeddedServer server = EmbeddedServer.join(home, OPTIONS)) {
            assertThat(server.port()).isNotEqualTo(somebody.getLocalPort());
            assertThat(ask(server, "SELECT 1")).containsExactly("1");
        }
    }

    @Test
    void aServerKilledUnderItsUsersIsStartedAgainByTheNextToJoin() throws Exception {
        try (EmbeddedServer first = EmbeddedServer.join(home, EmbeddedOptions.forPeople())) {
            execute(first, "CREATE TABLE kept AS SELECT 42 AS answer");
            long killed = serverProcess();
            ProcessHandle.of(killed).orElseThrow().destroyForcibly();
            try (EmbeddedServer second = EmbeddedServer.join(home, OPTIONS)) {
                assertThat(serverProcess()).isNotEqualTo(killed);
                assertThat(ask(second, "SELECT answer FROM kept")).containsExactly("42");
            }
        }
    }

    @Test
    void aStaleFileWhoseNumberBelongsToAnotherProcessNowIsNoObstacle() throws Exception {
        EmbeddedServer.join(home, OPTIONS).close();
        long another = ProcessHandle.current().pid();
        Files.writeString(
                data().resolve("postmaster.pid"),
                another + "\n" + data() + "\n1700000000\n1\n\n127.0.0.1\n  1 1\nready   \n");
        long before = System.nanoTime();
        try (EmbeddedServer server = EmbeddedServer.join(home, OPTIONS)) {
            assertThat(ask(server, "SELECT 1")).containsExactly("1");
            assertThat(serverProcess()).isNotEqualTo(another);
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void ctrlCInTheTerminalDoesNotReachTheServer() throws Exception {
        assumeThat(Path.of("/proc/self/stat"))
                .as("the process table, which tells sessions")
                .exists();
        try (EmbeddedServer server = EmbeddedServer.join(home, OPTIONS)) {
            assertThat(server.port()).isPositive();
            // A terminal signals the process group in its foreground, and groups don't span sessions.
            assertThat(session(serverProcess()))
                    .isNotEqualTo(session(ProcessHandle.current().pid()));
        }
    }

    private static String session(long process) throws IOException {
        String facts = Files.readString(Path.of("/proc", process + "", "stat"));
        return facts.substring(facts.lastIndexOf(')') + 2).split(" ")[3];
    }

    @Test
    void twoClassLoadersOfOneProcessAreTwoUsers() throws Exception {
        EmbeddedServer server = EmbeddedServer.join(home, OPTIONS);
        AutoCloseable other = joinInAnotherClassLoader();
        assertThat(other.getClass().getMethod("port").invoke(other)).isEqualTo(server.port());
        server.close();
        assertThat(ask(server, "SELECT 1")).containsExactly("1");
        other.close();
        assertThat(data().resolve("postmaster.pid")).doesNotExist();
    }

    private AutoCloseable joinInAnotherClassLoader() throws Exception {
        List<URL> classPath = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            classPath.add(Path.of(entry).toUri().toURL());
        }
        // Not closed: its shutdown hook belongs to it until the process ends.
        @SuppressWarnings("resource")
        ClassLoader loader = new URLClassLoader(classPath.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
        Class<?> server = loader.loadClass(EmbeddedServer.class.getName());
        Class<?> options = loader.loadClass(EmbeddedOptions.class.getName());
        Object forTests = options.getMethod("forTests").invoke(null);
        return (AutoCloseable) server.getMethod("join", Path.class, options).invoke(null, home, forTests);
    }

    @Test
    void aStartThatFailsShowsTheEndOfTheServersLog() throws Exception {
        EmbeddedOptions wrong = new EmbeddedOptions(0, false, Map.of("shared_buffers", "a lot"));
        assertThatThrownBy(() -> EmbeddedServer.join(home, wrong))
                .isInstanceOf(EmbeddedServerException.class)
                .hasMessageContaining("did not start")
                .hasMessageContaining("invalid value for parameter \"shared_buffers\"");
    }

    @Test
    void aMajorVersionThatIsNotThereIsToldWithThoseThatAre() {
        assertThatThrownBy(() -> EmbeddedServer.join(home, new EmbeddedOptions(11, true, Map.of())))
                .isInstanceOf(EmbeddedServerException.class)
                .hasMessageContaining("No embedded PostgreSQL 11")
                .hasMessageContaining(ServerArchive.choose(0).version())
                .hasMessageContaining("-Dembedded.version=");
    }
}
