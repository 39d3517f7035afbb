package sluice.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.environment.Key;
import sluice.environment.Settings;
import sluice.environment.TestDatabase;
import sluice.environment.contexts.Given;
import sluice.environment.contexts.Reading;
import sluice.task.request.ProgressListener;
import sluice.task.request.Report;
import sluice.task.request.Request;
import sluice.task.worker.IsolatedWorker;

/** The ready-made copy between servers, for anybody's tables. */
final class CopyTableTest {

    private static final String CHANGELOG = """
            databaseChangeLog:
              - logicalFilePath: shop
              - include: { file: sluice/ledger/changelog.yaml }
              - changeSet:
                  id: start
                  author: shop
                  changes: [ tagDatabase: { tag: start, keepTagOnRollback: true } ]
              - changeSet:
                  id: "010"
                  author: shop
                  runInTransaction: false
                  runAlways: true
                  changes:
                    - customChange:
                        class: sluice.change.CopyTable
            """;
    private static final String CUSTOMERS =
            "CREATE TABLE customers (code text PRIMARY KEY, name varchar(20) NOT NULL, born date);";
    private static IsolatedWorker worker;

    @TempDir
    private Path folder;

    private final TestDatabase source = TestDatabase.create();
    private final TestDatabase target = TestDatabase.create();
    private String secret = "";

    @BeforeAll
    static void openWorker() {
        worker = new IsolatedWorker(() -> false);
    }

    @AfterAll
    static void closeWorker() {
        worker.close();
    }

    @AfterEach
    void close() {
        source.close();
        target.close();
    }

    private Report run(Request.Action action, Map<Key, String> more, String... parameters) {
        StringBuilder changelog = new StringBuilder(CHANGELOG);
        for (String parameter : parameters) {
            changelog.append("            ").append(parameter).append('\n');
        }
        Path password = folder.resolve("password");
        try {
            Files.writeString(folder.resolve("changelog.yaml"), changelog);
            Files.writeString(password, (secret.isEmpty() ? source.password() : secret) + "\n");
            Files.setPosixFilePermissions(
                    password, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        var options = new java.util.HashMap<>(more);
        options.put(Key.URL, target.url());
        Settings settings = Reading.settings(new Given(
                folder.resolve("contexts"),
                null,
                "shop",
                options,
                Map.of(
                        "SLUICE_SOURCE_OLD_URL", source.url(),
                        "SLUICE_SOURCE_OLD_USERNAME", source.source().username(),
                        "SLUICE_SOURCE_OLD_PASSWORD_FILE", password.toString())));
        return worker.run(
                new Request(
                        action,
                        target.url(),
                        target.username(),
                        target.password(),
                        "changelog.yaml",
                        folder.toString(),
                        "adhoc",
                        "",
                        action == Request.Action.ROLLBACK ? "start" : "",
                        settings.asMap()),
                ProgressListener.NONE);
    }

    private Report copy(String... more) {
        List<String> parameters = new java.util.ArrayList<>(List.of(
                "source: old", "into: customers", "key: code", "query: SELECT code, name, born FROM customers"));
        parameters.addAll(List.of(more));
        return run(Request.Action.UPDATE, Map.of(), parameters.toArray(String[]::new));
    }

    private List<String> customers() {
        return target.query("SELECT c::text FROM customers c ORDER BY code COLLATE \"C\"").stream()
                .map(row -> (String) row.get(0))
                .toList();
    }

    @Test
    void oneTableByATextKeyNeedsNoQueryForItsVersions() {
        source.execute(CUSTOMERS + "INSERT INTO customers VALUES ('b', 'Böll', '1917-12-21'), ('B', 'Benn', NULL),"
                + "('a,\"{}', 'quoted', NULL)");
        target.execute(CUSTOMERS);

        assertThat(copy().rows()).isEqualTo(3);
        assertThat(customers()).containsExactly("(B,Benn,)", "(\"a,\"\"{}\",quoted,)", "(b,Böll,1917-12-21)");

        source.execute(
                "UPDATE customers SET born = '1886-05-02' WHERE code = 'B'; DELETE FROM customers WHERE code = 'b'");
        Report again = copy();

        assertThat(again.counts()).containsEntry("customers changed", 1L).containsEntry("gone at the source", 1L);
        assertThat(customers()).contains("(B,Benn,1886-05-02)", "(b,Böll,1917-12-21)");
    }

    @Test
    void aRowOfTheTargetsOwnStaysAndTheOtherIsSetAside() {
        source.execute(
                CUSTOMERS + "INSERT INTO customers SELECT 'k' || n, 'theirs', NULL FROM generate_series(1, 50) n");
        target.execute(CUSTOMERS + "INSERT INTO customers VALUES ('k7', 'ours', NULL)");

        Report report = copy();

        assertThat(report.rejected()).isEqualTo(1);
        assertThat(report.error()).contains("1 keys were set aside in sluice_reject");
        assertThat(target.query("SELECT key[1], sqlstate, message FROM sluice_reject"))
                .containsExactly(
                        List.of("k7", "23505", "is in customers already, and was not copied by this changeset"));
        assertThat(customers()).hasSize(50).contains("(k7,ours,)");

        run(Request.Action.ROLLBACK, Map.of(), "source: old", "into: customers", "key: code", "query: SELECT 1");
        assertThat(customers()).containsExactly("(k7,ours,)");
    }

    @Test
    void moreRejectsThanAllowedStopTheCopyAndKeepWhatWasCopied() {
        source.execute(
                "CREATE TABLE customers (code text, name text, born date);"
                        + "INSERT INTO customers SELECT to_char(n, 'FM000'), CASE WHEN n % 2 = 0 THEN 'even' END FROM generate_series(1, 100) n");
        target.execute(CUSTOMERS);

        Report report = run(
                Request.Action.UPDATE,
                Map.of(Key.MAX_REJECTS, "5", Key.BATCH_SIZE, "10", Key.BATCH_SIZE_MAX, "10"),
                "source: old",
                "into: customers",
                "key: code",
                "query: SELECT code, name, born FROM customers");

        assertThat(report.error()).contains("at most 5 may be (sluice.maxRejects)");
        assertThat(customers()).hasSizeBetween(5, 25);
    }

    @Test
    void aQueryThatDoesNotFitTheTableIsToldWithItsColumn() {
        source.execute(CUSTOMERS);
        target.execute(CUSTOMERS);

        assertThat(run(
                                Request.Action.UPDATE,
                                Map.of(),
                                "source: old",
                                "into: customers",
                                "key: code",
                                "query: SELECT code, name AS title FROM customers")
                        .error())
                .contains("There is no column title of a table customers in the current schema");
    }

    @Test
    void theSourceIsNeverWrittenAndASecretNeverTold() {
        secret = "hunter2";
        source.execute(CUSTOMERS + "CREATE FUNCTION spoil() RETURNS text LANGUAGE sql VOLATILE AS "
                + "$$ INSERT INTO customers VALUES ('x', 'y') RETURNING code $$");
        target.execute(CUSTOMERS);

        Report report = run(
                Request.Action.UPDATE,
                Map.of(),
                "source: old",
                "into: customers",
                "key: code",
                "query: SELECT spoil() AS code, 'n' AS name");

        assertThat(report.error()).contains("read-only transaction").doesNotContain("hunter2");
        assertThat(source.query("SELECT count(*) FROM customers")).containsExactly(List.of(0L));
    }

    @Test
    void aPreviewShowsTheQueriesAndItsScriptRecordsNoCopyThatWasNotMade() throws Exception {
        source.execute(CUSTOMERS + "INSERT INTO customers VALUES ('a', 'b', NULL)");
        target.execute(CUSTOMERS);

        String script = run(
                        Request.Action.PREVIEW,
                        Map.of(),
                        "source: old",
                        "into: customers",
                        "key: code",
                        "query: SELECT code, name, born FROM customers")
                .text();

        assertThat(script)
                .contains("-- Into customers, by code:")
                .contains("--     SELECT code, name, born FROM customers")
                .doesNotContain(source.name());
        assertThat(customers()).isEmpty();
        assertThat(ScriptRun.JDBC.run(target, "public", script)).contains("No script can copy from another server");
        assertThat(target.query("SELECT id FROM databasechangelog WHERE id = '010'"))
                .isEmpty();
    }

    @Test
    void parametersThatDoNotFitTogetherAreAllNamed() {
        assertThat(run(
                                Request.Action.UPDATE,
                                Map.of(),
                                "into: orders, lines",
                                "key: id",
                                "query: 'SELECT :nonsense'",
                                "gone: maybe")
                        .error())
                .contains("parameter source of CopyTable is missing; it must be the name of a source")
                .contains("parameter key must name a column for each table of into")
                .contains("parameter query must hold no other marker than :zone, found :nonsense")
                .contains("parameter query must be a file of SQL for each table of into")
                .contains("parameter gone of CopyTable must be one of keep, delete, was maybe");
        assertThat(run(Request.Action.UPDATE, Map.of(), "source: old", "into: t", "key: id", "query: none/there.sql")
                        .error())
                .contains("parameter query: There is no file none/there.sql that can be read.");
    }
}
