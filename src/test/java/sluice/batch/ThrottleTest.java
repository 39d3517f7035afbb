package sluice.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sluice.batch.throttle.ServerPressure;
import sluice.sql.Sql;

/** The engine gives way: no batch begins under pressure, and it goes on by itself. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ThrottleTest {

    private static final String INCREMENT =
            "UPDATE t SET x = x + 1 WHERE id >= CAST(? AS integer) AND id <= CAST(? AS integer)";

    private final EngineDatabase engine = EngineDatabase.create();
    private Connection other;

    @BeforeEach
    void rows() throws SQLException {
        engine.execute(
                "CREATE TABLE t (id integer PRIMARY KEY, x integer NOT NULL DEFAULT 0); CREATE TABLE why (reason text);"
                        + " INSERT INTO t SELECT generate_series(1, 1000)");
        other = engine.connect();
    }

    @AfterEach
    void close() throws SQLException {
        other.close();
        engine.close();
    }

    private static ServerPressure pressure(String query) {
        return new ServerPressure(Duration.ofSeconds(10), 100, Optional.of(query));
    }

    private Walked walk(ServerPressure throttle) throws SQLException {
        return engine.walk(new Walk("t", Key.of("id"), ""), Pace.DEFAULT.fixed(100), throttle, INCREMENT);
    }

    /** Walks beside the test, which frees what holds it up. */
    private Walked heldUntil(ServerPressure throttle, Release release) throws Exception {
        AtomicReference<Walked> walked = new AtomicReference<>();
        Thread runner = new Thread(() -> {
            try {
                walked.set(walk(throttle));
            } catch (SQLException broken) {
                throw new IllegalStateException(broken);
            }
        });
        runner.start();
        await().until(() -> List.copyOf(engine.notices).stream().anyMatch(notice -> notice.startsWith("holding")));
        int batches = engine.checkpoints.size();
        await().during(Duration.ofSeconds(2))
                .atMost(Duration.ofSeconds(4))
                .until(() -> engine.checkpoints.size() == batches);
        release.run();
        runner.join();
        assertThat(walked.get().rows()).isEqualTo(1000);
        assertThat(engine.value("SELECT min(x) || ' ' || max(x) FROM t")).isEqualTo("1 1");
        return walked.get();
    }

    @FunctionalInterface
    private interface Release {
        void run() throws Exception;
    }

    @Test
    void waitsWhileTheOperatorsQueryGivesARowAndTellsForHowLong() throws Exception {
        engine.execute("INSERT INTO why VALUES ('month-end closing?')");

        Walked walked = heldUntil(
                pressure("SELECT reason FROM why WHERE reason LIKE '%?'"), () -> engine.execute("DELETE FROM why"));

        assertThat(engine.notices.get(0)).isEqualTo("holding: month-end closing?");
        assertThat(walked.counts().get("ms held: sluice.throttleQuery")).isGreaterThan(2000);
    }

    @Test
    void waitsWhileAVacuumOrAnIndexBuildWorksOnTheTable() throws Exception {
        Sql.on(other).run("LOCK TABLE t IN SHARE UPDATE EXCLUSIVE MODE"); // what both of them take

        Walked walked = heldUntil(pressure("SELECT 1 WHERE FALSE"), other::rollback);

        assertThat(walked.counts().get("ms held: autovacuum")).isGreaterThan(2000);
    }

    @Test
    void letsAChangeOfTheTableThatWaitsGoFirst() throws Exception {
        Sql.on(other).run("SELECT FROM t LIMIT 1");
        Thread change = new Thread(() -> engine.execute("ALTER TABLE t ADD COLUMN late integer"));
        change.start();
        await().until(() ->
                engine.value("SELECT count(*) FROM pg_locks WHERE NOT granted").equals(1L));

        Walked walked = heldUntil(pressure("SELECT 1 WHERE FALSE"), other::rollback);
        change.join();

        assertThat(walked.counts().get("ms held: others waiting for our locks")).isGreaterThan(2000);
    }

    @Test
    void givesThoseWhoWaitedForItsLocksAMoment() throws Exception {
        List<Thread> waiting = new ArrayList<>();
        try (Connection connection = engine.connect()) {
            Walked walked = new Batches(
                            connection, Pace.DEFAULT.fixed(500), engine, () -> false, pressure("SELECT 1 WHERE FALSE"))
                    .run(new StepKey("test", 1), new Walk("t", Key.of("id"), ""), (open, range) -> {
                        Sql.on(open)
                                .update(
                                        INCREMENT,
                                        range.from().get(0),
                                        range.to().get(0));
                        Thread client = new Thread(() -> engine.execute(
                                "UPDATE t SET x = x WHERE id = " + range.to().get(0)));
                        client.start();
                        waiting.add(client);
                        await().until(() -> engine.value("SELECT count(*) FROM pg_locks WHERE NOT granted")
                                .equals(1L));
                        return new Tally(range.rows(), java.util.Map.of());
                    });
            for (Thread client : waiting) {
                client.join();
            }
            assertThat(walked.counts().get("ms held: others waiting for our locks"))
                    .isBetween(300L, 3000L);
        }
    }

    @Test
    void aServerWithoutReplicasAndArchiveHoldsNothingUp() throws Exception {
        assertThat(walk(pressure("SELECT 1 WHERE FALSE")).counts()).isEmpty();
        assertThat(engine.notices).isEmpty();
    }

    @Test
    void aWrongQueryIsAnErrorThatNamesTheKey() {
        assertThatThrownBy(() -> walk(pressure("SELECT nonsense")))
                .isInstanceOf(BatchFailure.class)
                .hasMessageContaining("sluice.throttleQuery");
    }

    @Test
    void aQueryThatWritesIsRefused() {
        assertThatThrownBy(() -> walk(pressure("INSERT INTO why VALUES ('x') RETURNING reason")))
                .hasMessageContaining("read-only transaction");
    }
}
