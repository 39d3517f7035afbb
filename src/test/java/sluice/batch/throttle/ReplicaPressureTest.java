package sluice.batch.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;
import org.postgresql.PGProperty;
import org.postgresql.replication.LogSequenceNumber;
import org.postgresql.replication.PGReplicationStream;
import sluice.batch.LedgerTables;
import sluice.batch.run.Walked;
import sluice.environment.embedded.EmbeddedOptions;
import sluice.environment.embedded.EmbeddedServer;
import sluice.sql.Sql;

/** The engine gives way to replicas that lag and to an archive that falls behind, on a server that has both. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ReplicaPressureTest {

    private static final String SOMEBODY =
            "CREATE ROLE somebody LOGIN; GRANT pg_read_all_data, pg_write_all_data TO somebody";

    @TempDir
    static Path home;

    private static EmbeddedServer server;

    @BeforeAll
    static void start() {
        server = EmbeddedServer.join(
                home, new EmbeddedOptions(0, false, Map.of("archive_mode", "on", "archive_command", "true")));
        LedgerTables.create(server.url("postgres"), "postgres", "not-checked", "public");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void rows() throws SQLException {
        run("DROP TABLE IF EXISTS t; DELETE FROM sluice_checkpoint;" + HeldWalk.TABLE);
    }

    private static Connection connect(String role) throws SQLException {
        return DriverManager.getConnection(server.url("postgres"), role, "not-checked");
    }

    private static void run(String statements) throws SQLException {
        try (Connection connection = connect("postgres")) {
            Sql.on(connection).run(statements);
        }
    }

    private static ServerPressure pressure(Duration lag, int archive) {
        return new ServerPressure(lag, archive, Optional.empty());
    }

    @Test
    void waitsWhileAReplicaLagsAndGoesOnWhenItHasCaughtUp() throws Exception {
        try (Replica replica = new Replica()) {
            replica.report(LogSequenceNumber.valueOf(1)); // far behind
            HeldWalk walk = HeldWalk.on(() -> connect("postgres"));

            Walked walked = walk.until(pressure(Duration.ofMillis(0), 100), replica::followFromNowOn);

            assertThat(walk.notices().get(0)).startsWith("holding: a replica lags");
            assertThat(walked.counts().get("ms held: replica lag")).isGreaterThan(2000);
        }
    }

    @Test
    void aReplicaThatFollowsHoldsNothingUp() throws Exception {
        try (Replica replica = new Replica()) {
            replica.followFromNowOn();
            assertThat(HeldWalk.on(() -> connect("postgres"))
                            .freely(pressure(Duration.ofSeconds(5), 100))
                            .counts())
                    .isEmpty();
        }
    }

    @Test
    void waitsWhileTheArchiveFallsBehindAndGoesOnWhenItTakesFilesAgain() throws Exception {
        run("ALTER SYSTEM SET archive_command = 'false'");
        run("SELECT pg_reload_conf()");
        for (int file = 0; file < 3; file++) {
            run("CREATE TABLE IF NOT EXISTS filler (n integer); INSERT INTO filler VALUES (1); SELECT pg_switch_wal()");
        }

        Walked walked = HeldWalk.on(() -> connect("postgres")).until(pressure(Duration.ofSeconds(10), 1), () -> {
            run("ALTER SYSTEM SET archive_command = 'true'");
            run("SELECT pg_reload_conf()");
        });

        assertThat(walked.counts().get("ms held: WAL archive")).isGreaterThan(2000);
    }

    @Test
    void tellsOnceWhatTheRoleMayNotSeeAndGoesOnWithoutIt() throws Exception {
        run(SOMEBODY);
        try (Replica replica = new Replica()) {
            replica.report(LogSequenceNumber.valueOf(1));
            HeldWalk walk = HeldWalk.on(() -> connect("somebody"));

            assertThat(walk.freely(pressure(Duration.ZERO, 0)).rows()).isEqualTo(1000);

            assertThat(walk.notices())
                    .containsExactly(
                            "not throttled by replica lag, which this role can't see: membership of pg_monitor",
                            "not throttled by WAL archive, which this role can't see: membership of pg_monitor");
        }
    }

    /** Receives the server's log as a replica does, and says of it what the test wants. */
    private static final class Replica implements AutoCloseable {

        private final Connection connection;
        private final PGReplicationStream stream;

        Replica() throws SQLException {
            Properties properties = new Properties();
            PGProperty.USER.set(properties, "postgres");
            PGProperty.PASSWORD.set(properties, "not-checked");
            PGProperty.REPLICATION.set(properties, "true");
            PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "10");
            PGProperty.PREFER_QUERY_MODE.set(properties, "simple");
            connection = DriverManager.getConnection(server.url("postgres"), properties);
            LogSequenceNumber now;
            try (Connection other = connect("postgres")) {
                now = LogSequenceNumber.valueOf(Sql.on(other).text("SELECT pg_current_wal_lsn()::text"));
            }
            stream = connection
                    .unwrap(PGConnection.class)
                    .getReplicationAPI()
                    .replicationStream()
                    .physical()
                    .withStartPosition(now)
                    .start();
        }

        void report(LogSequenceNumber replayed) throws SQLException {
            stream.setAppliedLSN(replayed);
            stream.setFlushedLSN(replayed);
            stream.forceUpdateStatus();
        }

        /** Says of all that comes that it has been replayed. */
        void followFromNowOn() {
            new Thread(this::receive).start();
        }

        private void receive() {
            try {
                while (true) {
                    stream.read();
                    report(stream.getLastReceiveLSN());
                }
            } catch (SQLException aborted) {
                // the test is over
            }
        }

        @Override
        public void close() throws SQLException {
            connection.abort(Runnable::run); // ends the receiver, too
        }
    }
}
