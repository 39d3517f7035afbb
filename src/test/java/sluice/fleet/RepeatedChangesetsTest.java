package sluice.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.cli.Cli;
import sluice.environment.TestDatabase;

/** What an update says of changesets that run each time, or when they were edited. */
final class RepeatedChangesetsTest {

    private static final String CHANGELOG = """
            databaseChangeLog:
              - logicalFilePath: shop
              - changeSet:
                  id: count
                  author: shop
                  runAlways: true
                  changes:
                    - sql: { sql: "UPDATE orders SET counted = true WHERE NOT counted" }
              - changeSet:
                  id: view
                  author: shop
                  runOnChange: true
                  changes:
                    - sql: { sql: "CREATE OR REPLACE VIEW open_orders AS SELECT %s FROM orders" }
            """;

    @TempDir
    private Path folder;

    private TestDatabase database;

    @BeforeEach
    void create() throws IOException {
        database = TestDatabase.create();
        database.execute("CREATE TABLE orders (id integer PRIMARY KEY, counted boolean NOT NULL DEFAULT false)");
        write("id");
        assertThat(update()).isEqualTo("migrated 2");
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void write(String columns) throws IOException {
        Files.writeString(folder.resolve("changelog.yaml"), CHANGELOG.formatted(columns));
    }

    private Cli run(String command, String... more) {
        List<String> words = new ArrayList<>(
                List.of(command, folder.resolve("changelog.yaml").toString()));
        words.addAll(List.of("--url", database.url(), "--username", database.username(command)));
        words.addAll(List.of(more));
        return Cli.run(words.toArray(String[]::new));
    }

    private String update() {
        var run = run("update", "--json", "-");
        return run.outcome("public") + " " + run.schema("public").get("changesets");
    }

    @Test
    void whereNothingIsFoundToDoTheSchemaIsUpToDate() {
        assertThat(update()).isEqualTo("up-to-date 0");
    }

    @Test
    void aPreviewHoldsWhatRunsEachTime() {
        assertThat(run("preview").out()).contains("UPDATE orders SET counted").doesNotContain("Nothing is pending");
    }

    @Test
    void whatWasFoundIsTold() {
        database.execute("INSERT INTO orders VALUES (1), (2)");

        assertThat(update()).isEqualTo("migrated 1");
        assertThat(update()).isEqualTo("up-to-date 0");
    }

    @Test
    void oneThatWasEditedIsToldThoughItChangesNoRow() throws IOException {
        write("id, counted");

        assertThat(update()).isEqualTo("migrated 1");
        assertThat(update()).isEqualTo("up-to-date 0");
    }
}
