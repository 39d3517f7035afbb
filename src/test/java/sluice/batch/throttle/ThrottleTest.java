package sluice.batch.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sluice.batch.Key;
import sluice.batch.Pace;
import sluice.batch.Session;
import sluice.batch.StepKey;
import sluice.batch.Tally;
import sluice.batch.run.Batches;
import sluice.batch.run.EngineDatabase;
import sluice.batch.run.Walked;
import sluice.batch.trouble.BatchFailure;
import sluice.batch.walk.Walk;
import sluice.sql.Sql;

/** The engine gives way: no batch begins under pressure, and it goes on by itself. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ThrottleTest {

    private final EngineDatabase engine = EngineDatabase.create();
    private Connection other;

    @BeforeEach
    void rows() throws SQLException {
        HeldWalk.prepare(engine);
        engine.execute("CREATE TABLE why (reason text)");
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
        return HeldWalk.on(engine).freely(throttle);
    }

    private Walked heldUntil(ServerPressure throttle, HeldWalk.Release release) throws Exception {
        return HeldWalk.on(engine).until(throttle, release);
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
            Walked walked = new Batches(new Session(
                            connection, Pace.DEFAULT.fixed(500), engine, () -> false, pressure("SELECT 1 WHERE FALSE")))
                    .run(new StepKey("test", 1), new Walk("t", Key.of("id"), ""), (open, range) -> {
                        Sql.on(open)
                                .update(
                                        HeldWalk.INCREMENT,
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

    /** Longer than the tolerated lag: the log has then moved on since the throttle first looked. */
    @Test
    void aServerWithoutReplicasHoldsNothingUpHoweverLongTheWalkTakes() throws Exception {
        Pace slow = new Pace(
                100,
                100,
                100,
                Duration.ofMillis(500),
                Duration.ofMillis(300),
                Duration.ofSeconds(2),
                Duration.ofMinutes(1),
                8,
                Duration.ofSeconds(60),
                Duration.ofHours(1));
        ServerPressure pressure = new ServerPressure(Duration.ofMillis(1), 100, Optional.empty());

        Walked walked = engine.walk(new Walk("t", Key.of("id"), ""), slow, pressure, HeldWalk.INCREMENT);

        assertThat(walked.counts()).isEmpty();
        assertThat(walked.rows()).isEqualTo(1000);
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
