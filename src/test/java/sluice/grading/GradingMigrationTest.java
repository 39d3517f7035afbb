package sluice.grading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sluice.fleet.report.FleetReport;
import sluice.fleet.report.Outcome;
import sluice.fleet.report.SchemaReport;
import sluice.grading.GradingDatabase.Kind;

/** The legacy schema on its way to the new one, on both databases. */
final class GradingMigrationTest {

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS");

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void awkwardRowsReachTheFinalState(Kind kind) throws Exception {
        try (GradingDatabase db = GradingDatabase.create(kind, folder)) {
            LegacyGrading legacy = LegacyGrading.fill(db, 1);

            SchemaReport report = db.update();

            assertThat(report.error()).isEmpty();
            assertThat(report.outcome()).isEqualTo(Outcome.MIGRATED);
            assertThat(db.rows(ExpectedProgress.QUERY)).containsExactlyElementsOf(ExpectedProgress.of(legacy));
            assertThat(db.verify("after").error()).isEmpty();
            assertThat(db.rows("SELECT DISTINCT priority, total_jobs >= 0, auto_assign_jobs FROM job_batches"))
                    .containsExactly(kind == Kind.SQLITE ? "5|1|0" : "5|t|f");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBatchWithoutADateWasChangedAtTheTimeOfTheRunInUtc(Kind kind) throws Exception {
        try (GradingDatabase db = GradingDatabase.create(kind, folder)) {
            LegacyGrading.fill(db, 2);

            db.update();

            String at = db.rows("SELECT updated_at FROM job_batches WHERE id = 'no-date'")
                    .get(0);
            LocalDateTime moment = LocalDateTime.parse((at + "000000").substring(0, 26), MOMENT);
            assertThat(Duration.between(moment, LocalDateTime.now(ZoneOffset.UTC))
                            .abs())
                    .isLessThan(Duration.ofMinutes(5));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSecondUpdateDoesNothingAndPendingBatchesOfLaterStayPending(Kind kind) throws Exception {
        try (GradingDatabase db = GradingDatabase.create(kind, folder)) {
            LegacyGrading.fill(db, 3);
            db.update();
            db.execute("INSERT INTO job_batches (id, batch_name, status) VALUES ('later', 'Later', 'pending')");
            Map<String, String> before = db.dump();

            assertThat(db.update().outcome()).isEqualTo(Outcome.UP_TO_DATE);
            assertThat(db.dump()).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @EnumSource
    void rowsThatBreakTheRuleAreNamedBeforeAnythingChanges(Kind kind) throws Exception {
        try (GradingDatabase db = GradingDatabase.create(kind, folder)) {
            LegacyGrading.fill(db, 4);
            db.execute(
                    "UPDATE job_batches SET status = 'PENDING' WHERE id = 'running-1'",
                    "UPDATE job_batches SET status = '' WHERE id = 'empty'");
            Map<String, String> before = db.dump();

            SchemaReport refused = db.update();

            assertThat(refused.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(refused.error())
                    .contains("empty has status ''", "running-1 has status 'PENDING'", "correct these batches")
                    .doesNotContain("running-2");
            assertThat(db.dump()).isEqualTo(before);
            assertThat(db.verify("before").error()).contains("running-1 has status 'PENDING'");

            db.execute("UPDATE job_batches SET status = 'pending' WHERE id IN ('running-1', 'empty')");
            assertThat(db.update().outcome()).isEqualTo(Outcome.MIGRATED);
            assertThat(db.verify("after").error()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theRulesRefuseWhatTheModelForbidsAndAllowMixedBatches(Kind kind) throws Exception {
        try (GradingDatabase db = GradingDatabase.create(kind, folder)) {
            LegacyGrading.fill(db, 5);
            db.update();

            db.execute("UPDATE job_batches SET provider = NULL, prompt = NULL, status = NULL WHERE id = 'empty'");
            for (String wrong : List.of("status = 'PENDING'", "priority = 0", "priority = 11", "failed_jobs = -1")) {
                assertThat(catchThrowable(() -> db.execute("UPDATE job_batches SET " + wrong + " WHERE id = 'empty'")))
                        .as(wrong)
                        .hasMessageMatching("(?s).*batch_(status|priority|counters).*");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPreviewTouchesNothingAndShowsEveryStep(Kind kind) throws Exception {
        try (GradingDatabase db = GradingDatabase.create(kind, folder)) {
            LegacyGrading.fill(db, 6);
            Map<String, String> before = db.dump();

            FleetReport preview = db.fleet().preview("");

            SchemaReport schema = GradingDatabase.only(preview.schemas());
            assertThat(schema.error()).isEmpty();
            assertThat(schema.text())
                    .contains("ADD COLUMN saved_marking_scheme_id", "'draft'", "Essay - {filename}", "_legal")
                    .contains(kind == Kind.SQLITE ? "json_array" : "FOREIGN KEY (template_id)");
            assertThat(db.dump()).isEqualTo(before);
            assertThat(db.fleet().status().get(0).known()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDatabaseWithoutBatchesIsSkipped(Kind kind) throws Exception {
        try (GradingDatabase db = GradingDatabase.create(kind, folder)) {
            SchemaReport report = db.update();

            assertThat(report.outcome()).isEqualTo(Outcome.SKIPPED);
            assertThat(report.error()).isEqualTo("no table job_batches here");
            assertThat(db.dump()).isEqualTo(kind == Kind.SQLITE ? Map.of() : db.dump());
        }
    }
}
