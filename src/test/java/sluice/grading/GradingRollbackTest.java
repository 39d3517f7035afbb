package sluice.grading;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sluice.fleet.report.Outcome;
import sluice.grading.GradingDatabase.Kind;

/** The way back, to the start and to each tag. */
final class GradingRollbackTest {

    private static final List<String> TAGS =
            List.of("grading-start", "batch-schema", "batch-data", "batch-templates", "batch-constraints");

    private record Stage(String tag, Map<String, String> dump) {}

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void eachTagIsReachedAgainExactly(Kind kind) throws Exception {
        try (GradingDatabase db = GradingDatabase.create(kind, folder)) {
            LegacyGrading.fill(db, 21);
            Deque<Stage> stages = new ArrayDeque<>();
            for (String tag : TAGS) {
                assertThat(db.update(tag).error()).as(tag).isEmpty();
                stages.push(new Stage(tag, db.dump()));
            }
            stages.pop();
            for (Stage stage : stages) {
                assertThat(db.rollback(stage.tag()).error()).as(stage.tag()).isEmpty();
                assertThat(db.dump()).as(stage.tag()).isEqualTo(stage.dump());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void statusesComeBackForExactlyTheBatchesThatWereTurned(Kind kind) throws Exception {
        try (GradingDatabase db = GradingDatabase.create(kind, folder)) {
            LegacyGrading legacy = LegacyGrading.fill(db, 22);
            db.execute("UPDATE job_batches SET status = 'draft' WHERE id = 'no-status'");
            db.update();
            db.execute(
                    "UPDATE job_batches SET status = 'processing' WHERE id = 'running-1'",
                    "INSERT INTO job_batches (id, batch_name, status, provider, prompt) VALUES ('late', 'x', 'draft', 'x', 'x')",
                    "UPDATE job_batches SET provider = NULL WHERE id = 'empty'");

            assertThat(db.rollback("grading-start").error()).isEmpty();

            assertThat(db.rows("SELECT id, status FROM job_batches"
                            + " WHERE id IN ('no-status', 'running-1', 'late', 'empty', 'no-date') ORDER BY id"))
                    .containsExactly(
                            "empty|pending",
                            "late|draft",
                            "no-date|pending",
                            "no-status|draft",
                            "running-1|processing");
            assertThat(db.rows("SELECT count(*) FROM job_batches WHERE status = 'pending'"))
                    .containsExactly(String.valueOf(legacy.batches.stream()
                                    .filter(batch -> "pending".equals(batch.status()))
                                    .count()
                            - 1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatWasRunFromAnotherTimeZoneIsTakenBackAsWell(Kind kind) throws Exception {
        try (GradingDatabase db = GradingDatabase.create(kind, folder)) {
            LegacyGrading.fill(db, 24);
            db.update("batch-schema");
            Map<String, String> before = db.dump();
            db.update();
            // Liquibase notes the time on the clock of whoever runs it
            db.execute(
                    "UPDATE databasechangelog SET dateexecuted = "
                            + (kind == Kind.SQLITE ? "dateexecuted - 36000000" : "dateexecuted - interval '10 hours'")
                            + " WHERE orderexecuted > (SELECT orderexecuted FROM databasechangelog WHERE tag = 'batch-schema')");

            assertThat(db.rollback("batch-schema").outcome()).isEqualTo(Outcome.ROLLED_BACK);

            assertThat(db.dump()).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anEditedTemplateSurvivesARollbackToTheDataAndIsNotLoadedTwice(Kind kind) throws Exception {
        try (GradingDatabase db = GradingDatabase.create(kind, folder)) {
            LegacyGrading.fill(db, 23);
            db.update();
            db.execute("UPDATE batch_templates SET name = 'Our essays', updated_at = '2030-01-01 00:00:00'"
                    + " WHERE name = 'Academic Essay Grading'");

            db.rollback("batch-data");
            assertThat(db.rows("SELECT name FROM batch_templates")).containsExactly("Our essays");
            assertThat(db.update().error()).isEmpty();

            assertThat(db.rows("SELECT name FROM batch_templates ORDER BY name"))
                    .containsExactly(
                            "Business Report Review",
                            "Creative Writing Assessment",
                            "Our essays",
                            "Research Paper Analysis");
        }
    }
}
