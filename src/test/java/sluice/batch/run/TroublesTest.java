package sluice.batch.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import sluice.batch.Key;
import sluice.batch.Pace;
import sluice.batch.Session;
import sluice.batch.StepKey;
import sluice.batch.Tally;
import sluice.batch.walk.Walk;
import sluice.sql.Sql;

/** What may go wrong while a table is walked, and what becomes of it. */
final class TroublesTest {

    private static final String INCREMENT =
            "UPDATE t SET x = x + 1 WHERE id >= CAST(? AS integer) AND id <= CAST(? AS integer)";
    private static final Walk WALK = new Walk("t", Key.of("id"), "");

    private static Pace impatient(int retries, Duration lock, Duration statement) {
        return new Pace(
                100,
                10,
                1000,
                Duration.ofMillis(500),
                Duration.ZERO,
                lock,
                statement,
                retries,
                Duration.ofSeconds(5),
                Duration.ofHours(1));
    }

    private static EngineDatabase table(int rows, String constraint) {
        return EngineDatabase.create()
                .execute("CREATE TABLE t (id integer PRIMARY KEY, x integer NOT NULL DEFAULT 0" + constraint
                        + "); INSERT INTO t SELECT generate_series(1, " + rows + ")");
    }

    @Test
    void badRowsAreSetAsideWithTheirReasonAndTheRestGoesOn() throws Exception {
        try (EngineDatabase engine =
                table(10_000, ", CONSTRAINT no CHECK (id NOT IN (1, 3333, 3334, 10000) OR x = 0)")) {
            Walked walked = engine.walk(WALK, Pace.DEFAULT, INCREMENT);

            assertThat(walked.rows()).isEqualTo(9_996);
            assertThat(walked.after().rejected()).isEqualTo(4);
            assertThat(
                            engine.value(
                                    "SELECT string_agg(key[1] || ' ' || sqlstate, ', ' ORDER BY key[1]::integer) FROM sluice_reject"))
                    .isEqualTo("1 23514, 3333 23514, 3334 23514, 10000 23514");
            assertThat((String) engine.value("SELECT message FROM sluice_reject LIMIT 1"))
                    .contains("violates check constraint");
            assertThat(engine.value("SELECT count(*) FROM t WHERE x = 1")).isEqualTo(9_996L);
        }
    }

    @Test
    void aRepairedRowIsDoneByTheNextRun() throws Exception {
        try (EngineDatabase engine = table(500, ", CONSTRAINT no CHECK (id <> 77 OR x = 0)")) {
            engine.walk(WALK, Pace.DEFAULT, INCREMENT);
            engine.execute("ALTER TABLE t DROP CONSTRAINT no");

            Walked again = engine.walk(WALK, Pace.DEFAULT, INCREMENT);

            assertThat(again.rows()).isEqualTo(1);
            assertThat(again.after().rejected()).isZero();
            assertThat(engine.value("SELECT min(x) || ' ' || max(x) FROM t")).isEqualTo("1 1");
        }
    }

    @Test
    void endsAlthoughRowsAreAppendedAllTheWhile() throws Exception {
        try (EngineDatabase engine = table(2_000, "");
                Connection writer = engine.database().connect()) {
            Walked walked;
            try (Connection connection = engine.connect()) {
                walked = new Batches(new Session(connection, Pace.DEFAULT.fixed(100), engine, () -> false))
                        .run(new StepKey("test", 1), WALK, (open, range) -> {
                            // as many as the batch changes: without an end of its own the walk would never have one
                            Sql.on(writer)
                                    .run(
                                            "INSERT INTO t SELECT max(id) + g FROM t, generate_series(1, 100) g GROUP BY g");
                            return new Tally(
                                    Sql.on(open)
                                            .update(
                                                    INCREMENT,
                                                    range.from().get(0),
                                                    range.to().get(0)),
                                    Map.of());
                        });
            }
            assertThat(walked.after().done()).isTrue();
            assertThat(walked.rows()).isBetween(2_000L, 5_000L);
            assertThat(engine.value("SELECT count(*) FROM t WHERE id <= 2000 AND x <> 1"))
                    .isEqualTo(0L);
            assertThat(engine.notices).anyMatch(notice -> notice.contains("appended as fast"));
        }
    }

    @Test
    void rowsThatWereAppendedMeanwhileAreDoneTooWhereThatHasAnEnd() throws Exception {
        try (EngineDatabase engine = table(1_000, "");
                Connection writer = engine.database().connect();
                Connection connection = engine.connect()) {
            new Batches(new Session(connection, Pace.DEFAULT.fixed(100), engine, () -> false))
                    .run(new StepKey("test", 1), WALK, (open, range) -> {
                        Sql.on(writer)
                                .run("INSERT INTO t SELECT max(id) + g FROM t, generate_series(1, 20) g GROUP BY g");
                        return new Tally(
                                Sql.on(open)
                                        .update(
                                                INCREMENT,
                                                range.from().get(0),
                                                range.to().get(0)),
                                Map.of());
                    });
            assertThat((Long) engine.value("SELECT count(*) FROM t WHERE x = 0"))
                    .isLessThanOrEqualTo(100L);
            assertThat((Long) engine.value("SELECT count(*) FROM t WHERE x = 1"))
                    .isGreaterThan(1_200L);
        }
    }

    @Test
    void aLockThatIsHeldForAMomentIsWaitedForAgain() throws Exception {
        try (EngineDatabase engine = table(300, "");
                Connection other = engine.connect()) {
            Sql.on(other).run("SELECT FROM t WHERE id = 150 FOR UPDATE");
            AtomicBoolean released = new AtomicBoolean();
            Thread release = new Thread(() -> {
                await().until(() -> engine.notices.stream().anyMatch(notice -> notice.contains("55P03")));
                try {
                    other.rollback();
                    released.set(true);
                } catch (SQLException broken) {
                    throw new IllegalStateException(broken);
                }
            });
            release.start();
            Walked walked = engine.walk(WALK, impatient(8, Duration.ofMillis(50), Duration.ofMinutes(1)), INCREMENT);
            release.join();

            assertThat(released).isTrue();
            assertThat(walked.rows()).isEqualTo(300);
            assertThat(engine.value("SELECT min(x) || ' ' || max(x) FROM t")).isEqualTo("1 1");
        }
    }

    @Test
    void aBatchThatTakesTooLongIsSplit() throws Exception {
        try (EngineDatabase engine = table(100, "")) {
            engine.execute("""
                    CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS $$
                    BEGIN PERFORM pg_sleep(0.01); RETURN NEW; END $$;
                    CREATE TRIGGER slow BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION slow()
                    """);
            Walked walked = engine.walk(WALK, impatient(2, Duration.ofSeconds(1), Duration.ofMillis(400)), INCREMENT);

            assertThat(walked.rows()).isEqualTo(100);
            assertThat(engine.notices).anyMatch(notice -> notice.contains("longer than the statement timeout"));
            assertThat(engine.value("SELECT min(x) || ' ' || max(x) FROM t")).isEqualTo("1 1");
        }
    }
}
