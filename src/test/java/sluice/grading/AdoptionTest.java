package sluice.grading;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sluice.fleet.report.Outcome;
import sluice.grading.GradingDatabase.Kind;

/** Databases that the old script has been at, wholly or half way. */
final class AdoptionTest {

    private static final String TEMPLATES = """
            SELECT name, category, created_by, usage_count, is_public,
                default_settings ->> 'provider', default_settings ->> 'model', default_settings ->> 'temperature',
                default_settings ->> 'max_tokens', job_structure ->> 'auto_naming', job_structure ->> 'naming_pattern',
                job_structure ->> 'priority', processing_rules ->> 'auto_start', processing_rules ->> 'retry_failed',
                processing_rules ->> 'max_retries'
            FROM batch_templates ORDER BY name
            """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void aMigratedDatabaseComesToTheSameFinalStateAndBack(Kind kind) throws Exception {
        try (GradingDatabase fresh = GradingDatabase.create(kind, folder);
                GradingDatabase adopted = GradingDatabase.create(kind, folder)) {
            LegacyGrading.fill(fresh, 11);
            LegacyGrading.fill(adopted, 11);
            fresh.update();
            new OldScript(adopted).run();
            Map<String, String> before = adopted.dump();

            assertThat(adopted.update().error()).isEmpty();

            assertThat(structure(adopted)).isEqualTo(structure(fresh));
            assertThat(adopted.rows(ExpectedProgress.QUERY)).isEqualTo(fresh.rows(ExpectedProgress.QUERY));
            assertThat(adopted.rows(TEMPLATES)).isEqualTo(fresh.rows(TEMPLATES)).hasSize(4);
            assertThat(adopted.verify("after").error()).isEmpty();
            assertThat(adopted.update().outcome()).isEqualTo(Outcome.UP_TO_DATE);

            assertThat(adopted.rollback("grading-start").error()).isEmpty();
            assertThat(adopted.dump()).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatPeopleDidSinceTheScriptIsLeftAlone(Kind kind) throws Exception {
        try (GradingDatabase db = GradingDatabase.create(kind, folder)) {
            LegacyGrading.fill(db, 12);
            new OldScript(db).run();
            db.execute(
                    "UPDATE batch_templates SET name = 'Our essays' WHERE name = 'Academic Essay Grading'",
                    "UPDATE batch_templates SET default_settings = '{\"provider\": \"claude\"}'"
                            + " WHERE name = 'Business Report Review'",
                    "INSERT INTO batch_templates (id, name, created_by) VALUES ('own', 'Poems', 'alice')",
                    "INSERT INTO job_batches (id, batch_name, status, provider, prompt, total_jobs, started_at)"
                            + " VALUES ('later', 'Later', 'pending', 'claude', 'x', 7, '2025-09-01 10:00:00')");
            List<String> before =
                    db.rows("SELECT id, name, category, created_by, updated_at FROM batch_templates ORDER BY id");

            assertThat(db.update().error()).isEmpty();

            assertThat(db.rows("SELECT id, name, category, created_by, updated_at FROM batch_templates ORDER BY id"))
                    .isEqualTo(before);
            assertThat(db.rows("SELECT default_settings ->> 'provider' FROM batch_templates"
                            + " WHERE name = 'Business Report Review'"))
                    .containsExactly("claude");
            assertThat(db.rows("SELECT status, total_jobs, substr(CAST(started_at AS varchar(30)), 1, 19)"
                            + " FROM job_batches WHERE id = 'later'"))
                    .containsExactly("pending|0|2025-09-01 10:00:00");
            assertThat(db.verify("after").error()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aScriptThatStoppedHalfWayIsCompletedAndOnlyOursIsTakenBack(Kind kind) throws Exception {
        try (GradingDatabase db = GradingDatabase.create(kind, folder)) {
            LegacyGrading legacy = LegacyGrading.fill(db, 13);
            new OldScript(db).templateTable();
            new OldScript(db).columns(kind == Kind.SQLITE ? 7 : 0);
            Map<String, String> before = db.dump();

            assertThat(db.update().error()).isEmpty();

            assertThat(db.rows(ExpectedProgress.QUERY)).containsExactlyElementsOf(ExpectedProgress.of(legacy));
            assertThat(db.verify("after").error()).isEmpty();
            assertThat(db.rollback("grading-start").error()).isEmpty();
            assertThat(db.dump()).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @EnumSource
    void prioritiesThatBreakTheRuleAreNamedBeforeAnythingChanges(Kind kind) throws Exception {
        try (GradingDatabase db = GradingDatabase.create(kind, folder)) {
            LegacyGrading.fill(db, 14);
            new OldScript(db).run();
            db.execute("UPDATE job_batches SET priority = 11 WHERE id = 'empty'");
            Map<String, String> before = db.dump();

            assertThat(db.update().error()).contains("empty has priority 11, not 1 to 10");
            assertThat(db.dump()).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatTheNewModelsMadeIsAdoptedAndGivenBack(Kind kind) throws Exception {
        try (GradingDatabase db = GradingDatabase.create(kind, folder)) {
            FreshModels.create(db);
            if (kind == Kind.POSTGRESQL) {
                new OldScript(db).links(); // it finds its columns there, and adds links of its own names
            }
            Map<String, String> before = db.dump();

            assertThat(db.update().error()).isEmpty();

            assertThat(db.verify("after").error()).isEmpty();
            assertThat(db.rows("SELECT id, status, priority, total_jobs, completed_jobs, failed_jobs FROM job_batches"
                            + " ORDER BY id"))
                    .containsExactly("mixed|processing|7|1|0|0", "ready|pending|5|0|0|0");
            assertThat(db.rows(TEMPLATES)).hasSize(4);
            assertThat(db.rollback("grading-start").error()).isEmpty();
            assertThat(db.dump()).isEqualTo(before);
        }
    }

    /** Tables, columns with types, links, indexes and rules; how a table was written down is no matter. */
    private static Map<String, String> structure(GradingDatabase db) throws Exception {
        Map<String, String> structure = new TreeMap<>();
        if (db.kind() == Kind.POSTGRESQL) {
            structure.putAll(db.dump());
            // rows are compared elsewhere; whose a table is and the remark on it are all that a script could not make
            structure
                    .keySet()
                    .removeIf(name -> name.startsWith("rows ") || name.matches("relation .*batch_templates(_pkey)?"));
            return structure;
        }
        for (String table : List.of("job_batches", "batch_templates", "grading_jobs")) {
            structure.put(
                    table,
                    String.join(
                            "\n",
                            db.rows("SELECT name, \"notnull\", pk, CASE dflt_value WHEN 'false' THEN '0' ELSE"
                                    + " dflt_value END FROM pragma_table_info('" + table + "') ORDER BY name")));
            structure.put(
                    table + " indexes",
                    String.join("\n", db.rows("SELECT name FROM pragma_index_list('" + table + "') ORDER BY name")));
        }
        structure.put(
                "types",
                String.join(
                        "\n", db.rows("SELECT name, lower(type) FROM pragma_table_info('job_batches') ORDER BY name")));
        return structure;
    }
}
