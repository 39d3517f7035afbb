package sluice.grading;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sluice.fleet.UpdateOrder;
import sluice.fleet.report.FleetReport;
import sluice.fleet.report.Manifest;
import sluice.grading.GradingDatabase.Kind;

/** The record of a run, which takes the place of the old script's file of what it meant to do. */
final class ManifestTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void aRunIsRecordedWithRowsAndChecksumsAndWithoutSecrets(Kind kind) throws Exception {
        Manifest manifest = new Manifest();
        try (GradingDatabase db = GradingDatabase.create(kind, folder, manifest)) {
            LegacyGrading legacy = LegacyGrading.fill(db, 31);
            Path file = folder.resolve("manifest.json");
            manifest.begin(
                    file, Map.of("database", db.fleet().place()), db.fleet().tables());
            assertThat(Files.readString(file)).contains("\"endedAt\" : null", "\"outcome\" : null");
            FleetReport report = db.fleet().update(new UpdateOrder("", UpdateOrder.Which.ALL, Optional.empty()));
            manifest.end(report, db.fleet().tables());

            String text = Files.readString(file);
            assertThat(text).doesNotContain("jdbc:").doesNotContain("password");
            JsonNode schema = new ObjectMapper().readTree(text).get("schemas").get(0);
            assertThat(schema.get("outcome").asText()).isEqualTo("migrated");
            long pending = legacy.batches.stream()
                    .filter(batch -> "pending".equals(batch.status()))
                    .count();
            // each is turned, and remembered for the way back
            assertThat(rows(schema, "040-fill-draft-status")).isEqualTo(2 * pending);
            assertThat(rows(schema, "060-check-status")).isZero();
            JsonNode jobs = schema.get("tables").get("grading_jobs");
            assertThat(jobs.get("before")).isEqualTo(jobs.get("after"));
            assertThat(jobs.get("after").get("rows").asInt()).isEqualTo(legacy.jobs.size());
            JsonNode batches = schema.get("tables").get("job_batches");
            assertThat(batches.get("before").get("checksum"))
                    .isNotEqualTo(batches.get("after").get("checksum"));
            assertThat(schema.get("tables").get("batch_templates").get("before").isNull())
                    .isTrue();
            assertThat(schema.get("tables")
                            .get("batch_templates")
                            .get("after")
                            .get("rows")
                            .asInt())
                    .isEqualTo(4);
            assertThat(schema.get("tables").fieldNames())
                    .toIterable()
                    .noneMatch(name -> name.matches("(?i)databasechangelog.*|sluice_.*|migration_log"));
        }
    }

    private static long rows(JsonNode schema, String changeset) {
        for (JsonNode ran : schema.get("changesets")) {
            if (ran.get("id").asText().equals(changeset)) {
                return ran.get("rows").asLong();
            }
        }
        throw new AssertionError("no " + changeset + " in " + schema);
    }
}
