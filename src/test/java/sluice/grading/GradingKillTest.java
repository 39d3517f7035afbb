package sluice.grading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sluice.cli.SluiceProcess;
import sluice.fleet.report.Outcome;
import sluice.fleet.report.SchemaReport;
import sluice.grading.GradingDatabase.Kind;

/** Killed with kill -9 wherever it is: the same command goes on, and nobody releases a lock by hand. */
final class GradingKillTest {

    private static final Path PROJECT =
            Path.of(System.getProperty("project.directory", ".")).toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String RECORDED = "SELECT count(*) FROM databasechangelog";
    private static final int STRIDE = 9;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void theSameCommandFinishesHoweverOftenItIsKilled(Kind kind) throws Exception {
        try (GradingDatabase db = GradingDatabase.create(kind, folder)) {
            LegacyGrading legacy = LegacyGrading.fill(db, 41);
            List<String> locked = new ArrayList<>();
            for (int goal = 3; killed(db, goal); goal = number(db, RECORDED) + STRIDE) {
                locked.addAll(db.rows("SELECT lockedby FROM databasechangeloglock WHERE locked"));
            }
            assertThat(locked).as("kills that left the row locked").hasSizeGreaterThan(1);
            assertThat(db.update().outcome()).isEqualTo(Outcome.UP_TO_DATE);
            assertThat(db.rows(ExpectedProgress.QUERY)).containsExactlyElementsOf(ExpectedProgress.of(legacy));
            assertThat(db.verify("after").error()).isEmpty();
            assertThat(db.rows("SELECT locked FROM databasechangeloglock")).containsAnyOf("f", "0");
        }
    }

    /** Whether a run was killed when so much was recorded; false if it came to its end before. */
    private boolean killed(GradingDatabase db, int goal) throws Exception {
        return killed(db, () -> isThere(db, "databasechangelog") && number(db, RECORDED) >= goal);
    }

    private boolean killed(GradingDatabase db, BooleanSupplier moment, String... options) throws Exception {
        try (SluiceProcess run = SluiceProcess.start(PROJECT, folder, Map.of(), db.arguments("update", options))) {
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> !run.isAlive() || moment.getAsBoolean());
            if (run.isAlive()) {
                run.kill();
                return true;
            }
            assertThat(run.end()).as(run.words()).isZero();
            return false;
        }
    }

    @Test
    void progressIsFilledExactlyOnceHoweverOftenItIsKilled() throws Exception {
        try (GradingDatabase db = GradingDatabase.create(Kind.POSTGRESQL, folder)) {
            LegacyGrading.fill(db, 42);
            db.execute(
                    "INSERT INTO job_batches (id, batch_name, status, provider, prompt)"
                            + " SELECT 'many-' || n, 'Many', 'processing', 'x', 'x' FROM generate_series(1, 1500) n",
                    "INSERT INTO grading_jobs (id, job_name, status, provider, prompt, batch_id, created_at)"
                            + " SELECT 'of-' || n, 'Job', 'completed', 'x', 'x', 'many-' || n % 1500 + 1,"
                            + " '2025-05-05 10:00' FROM generate_series(1, 3000) n");
            assertThat(db.update("batch-schema").error()).isEmpty();
            Map<String, String> before = db.dump();

            int kills = 0;
            for (int goal = 200; killedAfter(db, goal); goal = number(db, batches()) + 300) {
                kills++;
                assertThat(number(db, "SELECT count(*) FROM databasechangelog WHERE id = '042-fill-progress'"))
                        .isZero();
            }
            assertThat(kills).isGreaterThan(2);

            assertThat(db.verify("after").error()).isEmpty();
            assertThat(number(db, "SELECT sum(rows) FROM sluice_checkpoint")).isEqualTo(number(db, batches()));
            SchemaReport back = db.rollback("batch-schema");
            assertThat(back.outcome()).as("%s", back).isEqualTo(Outcome.ROLLED_BACK);
            assertThat(db.dump()).isEqualTo(before);
        }
    }

    private boolean killedAfter(GradingDatabase db, int rows) throws Exception {
        String walked = "SELECT COALESCE(sum(rows), 0) FROM sluice_checkpoint WHERE status = 'running'";
        return killed(
                db,
                () -> number(db, walked) >= rows,
                "--batch-size",
                "10",
                "--batch-size-max",
                "10",
                "--pause",
                "10ms",
                "--lease",
                "5s");
    }

    private static String batches() {
        return "SELECT count(*) FROM sluice_undo WHERE changeset LIKE '%042-fill-progress%' AND relation = 'job_batches'";
    }

    /** A row of history that can't be written stands for a process that ends before it is: at every single changeset. */
    @ParameterizedTest
    @EnumSource
    void noChangesetIsHalfDone(Kind kind) throws Exception {
        try (GradingDatabase db = GradingDatabase.create(kind, folder)) {
            LegacyGrading legacy = LegacyGrading.fill(db, 43);
            assertThat(db.update("grading-start").error()).isEmpty();
            Map<String, String> start = db.dump();
            refuseOneMore(db);
            int stops = 0;
            for (SchemaReport report = db.update(); report.outcome() == Outcome.FAILED; report = db.update()) {
                assertThat(report.error()).contains("no row now");
                db.executeOnOurs("UPDATE allowed SET rows = (SELECT count(*) FROM databasechangelog) + 1");
                stops++;
            }
            assertThat(stops).isGreaterThan(35);
            assertThat(db.update().outcome()).isEqualTo(Outcome.UP_TO_DATE);
            db.executeOnOurs("DELETE FROM allowed");
            assertThat(db.rows(ExpectedProgress.QUERY)).containsExactlyElementsOf(ExpectedProgress.of(legacy));
            assertThat(db.verify("after").error()).isEmpty();
            assertThat(db.rollback("grading-start").error()).isEmpty();
            db.executeOnOurs("DROP TABLE allowed CASCADE".replace(kind == Kind.SQLITE ? " CASCADE" : "", ""));
            assertThat(db.dump()).isEqualTo(start);
        }
    }

    /** From now on each run gets one changeset further. */
    private static void refuseOneMore(GradingDatabase db) {
        db.executeOnOurs(
                "CREATE TABLE allowed (rows integer)", "INSERT INTO allowed SELECT count(*) FROM databasechangelog");
        String tooMany = "(SELECT count(*) FROM databasechangelog) >= (SELECT rows FROM allowed)";
        if (db.kind() == Kind.SQLITE) {
            db.executeOnOurs("CREATE TRIGGER sluice_refuse BEFORE INSERT ON databasechangelog WHEN " + tooMany
                    + " BEGIN SELECT RAISE(ABORT, 'no row now'); END");
        } else {
            db.executeOnOurs(
                    "CREATE FUNCTION sluice_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF " + tooMany
                            + " THEN RAISE 'no row now'; END IF; RETURN NEW; END $$",
                    "CREATE TRIGGER sluice_refuse BEFORE INSERT ON databasechangelog FOR EACH ROW EXECUTE FUNCTION sluice_refuse()");
        }
    }

    private static boolean isThere(GradingDatabase db, String table) {
        return number(
                        db,
                        db.kind() == Kind.SQLITE
                                ? "SELECT count(*) FROM sqlite_master WHERE lower(name) = '" + table + "'"
                                : "SELECT count(*) FROM pg_tables WHERE tablename = '" + table + "'")
                == 1;
    }

    private static int number(GradingDatabase db, String query) {
        return Integer.parseInt(db.rows(query).get(0));
    }
}
