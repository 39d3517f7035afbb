package sluice.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.cli.Cli;
import sluice.environment.Key;
import sluice.sql.Identifier;

/** Schemas may be called anything: every command works on exactly these, and nothing else is touched. */
final class HostileNamesTest {

    private static final List<String> NAMES = List.of(
            "user_AB",
            "user_1-b",
            "user_%",
            "user_ä ß",
            "user_'; DROP TABLE t1; --",
            "user_$$ $1 ${x}",
            "user_?",
            "user_<b>&",
            "user_a,b");
    private static final String QUOTE = "user_\"q";
    private static final String BACKSLASH = "user_\\n";
    private static final List<String> NEIGHBOURS = List.of("userxAB", "User_AB2", "other");

    @TempDir
    private Path folder;

    private Tenancy tenancy;

    @BeforeEach
    void fill() throws Exception {
        tenancy = Tenancy.of(0, folder);
        tenancy.options.put(Key.SCHEMAS, "user\\_%");
        tenancy.options.put(Key.PARALLEL, "1");
        NAMES.forEach(tenancy::add);
        NEIGHBOURS.forEach(tenancy::add);
        tenancy.append("more.yaml", """
                  - changeSet: { id: tag, author: test, changes: [ { tagDatabase: { tag: before } } ] }
                  - changeSet:
                      id: made
                      author: test
                      changes: [ { createTable: { tableName: made, columns: [ { column: { name: id, type: int } } ] } } ]
                """);
        tenancy.write("verify.yaml", """
                checks:
                  - name: it is made
                    stage: after
                    query: SELECT to_regclass('made') IS NOT NULL
                    expect: t
                    message: no table made
                """);
    }

    @AfterEach
    void drop() {
        tenancy.close();
    }

    @Test
    void everyCommandWorksOnExactlyThese() throws Exception {
        assertThat(names(tenancy.cli("schemas", "--json", "-"))).containsExactlyInAnyOrderElementsOf(NAMES);
        all("explain", "previewed");
        Path sql = folder.resolve("sql");
        all("preview", "previewed", "--output", sql.toString());
        String index = sql.resolve("index.json").toString();
        assertThat(Files.list(sql).count()).as("one plan and its index").isEqualTo(2);

        all(
                "update",
                "migrated",
                "--approved",
                index,
                "--report",
                folder.resolve("page.html").toString());

        assertThat(Files.readString(folder.resolve("page.html")))
                .contains("user_&lt;b&gt;&amp;")
                .doesNotContain("<b>&");
        all("status", "up-to-date");
        all("verify", "verified");
        for (String name : NAMES) {
            assertThat(tenancy.ledger(name))
                    .as(name)
                    .isEqualTo(tenancy.ledger(NAMES.get(0)))
                    .hasSize(11);
        }
        all("update", "up-to-date");
        all("rollback", "rolled-back", "--to-tag", "before");
        all("update", "migrated");
        assertThat(tenancy.cli("update", "--resume").status()).isZero();
        JsonNode runs = tenancy.cli("history", "--json", "-").json().get("runs");
        all("rollback", "rolled-back", "--run", runs.get(0).get("run").asText());
        assertNothingElseTouched();
    }

    @Test
    void whatLiquibaseCantQuoteIsRefusedAndTheRestIsDone() {
        tenancy.add(QUOTE);
        tenancy.add(BACKSLASH);
        tenancy.add("user_ab");
        Cli update = tenancy.cli("update", "--json", "-");
        assertThat(update.status()).isOne();
        for (String refused : List.of(QUOTE, BACKSLASH, "user_ab", "user_AB")) {
            assertThat(update.schema(refused).get("error").asText()).contains("refused");
        }
        assertThat(update.json().at("/totals/migrated").asInt()).isEqualTo(NAMES.size() - 1);
        assertThat(tenancy.db.query(
                        "SELECT schemaname FROM pg_tables WHERE schemaname IN ('user_ab', 'user_AB', '" + QUOTE + "')"))
                .isEmpty();
    }

    private void all(String command, String outcome, String... more) {
        List<String> options = new ArrayList<>(List.of("--json", "-"));
        options.addAll(List.of(more));
        Cli run = tenancy.cli(command, options.toArray(String[]::new));
        assertThat(run.status()).as(run.out() + run.err()).isZero();
        assertThat(names(run)).as(command).containsExactlyInAnyOrderElementsOf(NAMES);
        NAMES.forEach(
                name -> assertThat(run.outcome(name)).as(command + " " + name).isEqualTo(outcome));
    }

    private static List<String> names(Cli run) {
        return run.json().get("schemas").findValuesAsText("schema");
    }

    private void assertNothingElseTouched() {
        assertThat(tenancy.db.query(
                        "SELECT DISTINCT schemaname FROM pg_tables WHERE schemaname !~ '^(pg_|information_schema)'"))
                .hasSize(NAMES.size() + 1);
        for (String neighbour : NEIGHBOURS) {
            assertThat(tenancy.db.query("SELECT relname FROM pg_class WHERE relnamespace = '"
                            + Identifier.of(neighbour).toString().replace("'", "''") + "'::regnamespace"))
                    .isEmpty();
        }
    }
}
