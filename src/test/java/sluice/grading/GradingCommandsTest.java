package sluice.grading;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sluice.cli.Cli;
import sluice.cli.SluiceProcess;
import sluice.grading.GradingDatabase.Kind;

/** The commands as people type them, on a server and on a file. */
final class GradingCommandsTest {

    private static final Path PROJECT =
            Path.of(System.getProperty("project.directory", ".")).toAbsolutePath();

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void everyCommandReportsInJson(Kind kind) throws Exception {
        try (GradingDatabase db = GradingDatabase.create(kind, folder)) {
            LegacyGrading.fill(db, 51);
            String schema = kind == Kind.SQLITE ? "main" : "public";

            assertThat(run(db, "schemas", "--json", "-")
                            .json()
                            .at("/schemas/0/schema")
                            .asText())
                    .isEqualTo(schema);
            assertThat(run(db, "status", "--json", "-")
                            .schema(schema)
                            .get("state")
                            .asText())
                    .isEqualTo("not begun");
            assertThat(run(db, "verify", "--stage", "before", "--json", "-").outcome(schema))
                    .isEqualTo("verified");
            assertThat(run(db, "preview", "--json", "-").outcome(schema)).isEqualTo("previewed");
            assertThat(run(db, "explain", "--json", "-").status()).isZero();
            Cli update = run(db, "update", "--json", "-");
            assertThat(update.outcome(schema)).isEqualTo("migrated");
            assertThat(update.json().at("/totals/failed").asInt()).isZero();
            assertThat(run(db, "update", "--json", "-").outcome(schema)).isEqualTo("up-to-date");
            assertThat(run(db, "status", "--json", "-")
                            .schema(schema)
                            .get("tag")
                            .asText())
                    .isEqualTo("batch-constraints");
            assertThat(run(db, "verify", "--json", "-").outcome(schema)).isEqualTo("verified");
            assertThat(run(db, "history", "--json", "-").json().get("runs")).hasSize(kind == Kind.SQLITE ? 0 : 2);
            assertThat(run(db, "rollback", "--to-tag", "batch-data", "--json", "-")
                            .outcome(schema))
                    .isEqualTo("rolled-back");
            assertThat(run(db, "update", "--to-tag", "batch-templates", "--json", "-")
                            .outcome(schema))
                    .isEqualTo("migrated");
        }
    }

    @Test
    void aCheckedCopyOfTheFileIsKeptAsItWas() throws Exception {
        try (GradingDatabase db = GradingDatabase.create(Kind.SQLITE, folder)) {
            LegacyGrading.fill(db, 52);
            Map<String, String> before = db.dump();

            Cli update = run(db, "update", "--backup");

            assertThat(update.status()).as(update.err()).isZero();
            assertThat(update.out()).contains("integrity check finds whole");
            Path copy = files("*.backup").get(0);
            assertThat(update.out()).contains(copy.toString());
            try (GradingDatabase kept = GradingDatabase.of(copy)) {
                assertThat(kept.dump()).isEqualTo(before);
                assertThat(kept.update().error()).isEmpty();
            }
        }
        try (GradingDatabase db = GradingDatabase.create(Kind.POSTGRESQL, folder)) {
            Cli refused = run(db, "update", "--backup");
            assertThat(refused.status()).isEqualTo(2);
            assertThat(refused.err()).contains("pg_dump");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRunThatFailsOrBreaksOffLeavesItsManifest(Kind kind) throws Exception {
        try (GradingDatabase db = GradingDatabase.create(kind, folder)) {
            LegacyGrading.fill(db, 53);
            db.execute("UPDATE job_batches SET status = 'lost' WHERE id = 'empty'");
            Path file = folder.resolve("manifest.json");

            assertThat(run(db, "update", "--manifest", file.toString()).status())
                    .isOne();
            JsonNode failed = new ObjectMapper().readTree(file.toFile());
            assertThat(failed.at("/schemas/0/outcome").asText()).isEqualTo("failed");
            assertThat(failed.at("/schemas/0/error").asText()).contains("empty has status 'lost'");
            assertThat(failed.at("/schemas/0/tables/job_batches/after"))
                    .isEqualTo(failed.at("/schemas/0/tables/job_batches/before"));
            assertThat(failed.get("endedAt").isNull()).isFalse();

            Files.delete(file);
            assertThat(run(db, "update", "--to-tag", "nowhere", "--manifest", file.toString())
                            .status())
                    .isEqualTo(2);
            JsonNode broke = new ObjectMapper().readTree(file.toFile());
            assertThat(broke.get("error").asText()).contains("There is no tag nowhere");
            assertThat(broke.at("/schemas/0/outcome").isNull()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aManifestThatCantBeWrittenStopsARunBeforeItBegins(Kind kind) throws Exception {
        try (GradingDatabase db = GradingDatabase.create(kind, folder)) {
            LegacyGrading.fill(db, 54);
            Map<String, String> before = db.dump();

            Cli run = run(
                    db, "update", "--manifest", folder.resolve("nowhere/m.json").toString());

            assertThat(run.status()).isOne();
            assertThat(run.err()).contains("The manifest can't be written to");
            assertThat(db.dump()).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @EnumSource
    void neitherPasswordNorUrlIsWrittenAnywhere(Kind kind) throws Exception {
        String secret = "hunter2-and-more";
        try (GradingDatabase db = GradingDatabase.create(kind, folder)) {
            LegacyGrading.fill(db, 55);
            db.execute("UPDATE job_batches SET status = 'lost' WHERE id = 'empty'");
            StringBuilder written = new StringBuilder(said(db, secret, 1));
            db.execute("UPDATE job_batches SET status = 'draft' WHERE id = 'empty'");
            written.append(said(db, secret, 0));
            for (String table : tables(db)) {
                written.append(db.rows("SELECT * FROM " + table)).append('\n');
            }

            assertThat(written.toString()).contains("empty has status 'lost'", "batch-constraints", "060-check-status");
            assertThat(written.toString())
                    .doesNotContain(secret)
                    .doesNotContain("jdbc:")
                    .doesNotContain(db.target().url().text());
        }
    }

    /** Everything that a run says and writes for people and programs. */
    private String said(GradingDatabase db, String secret, int status) throws Exception {
        StringBuilder all = new StringBuilder();
        for (String command : List.of("status", "preview", "update", "verify")) {
            List<String> options = new ArrayList<>(List.of("--verbose", "--json", folder + "/said.json"));
            if (command.equals("update")) {
                options.addAll(List.of("--manifest", folder + "/said.manifest", "--report", folder + "/said.html"));
            }
            String[] arguments = db.arguments(command, options.toArray(String[]::new));
            try (SluiceProcess run =
                    SluiceProcess.start(PROJECT, folder, Map.of("SLUICE_PASSWORD", secret), arguments)) {
                int ended = run.end();
                all.append(run.words());
                assertThat(command.equals("update") ? ended : status)
                        .as(run.words())
                        .isEqualTo(status);
            }
        }
        for (Path file : files("said.*")) {
            all.append(Files.readString(file));
        }
        assertThat(files("said.*")).hasSize(3);
        return all.toString();
    }

    private static List<String> tables(GradingDatabase db) {
        return db.rows(
                db.kind() == Kind.SQLITE
                        ? "SELECT name FROM sqlite_master WHERE type = 'table'"
                        : "SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) FROM pg_tables"
                                + " WHERE schemaname IN ('public', 'sluice')");
    }

    private List<Path> files(String pattern) throws IOException {
        List<Path> files = new ArrayList<>();
        try (var found = Files.newDirectoryStream(folder, pattern)) {
            found.forEach(files::add);
        }
        return files;
    }

    private static Cli run(GradingDatabase db, String command, String... options) {
        return Cli.run(db.arguments(command, options));
    }
}
