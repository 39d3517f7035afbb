package sluice.change;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import sluice.environment.Key;
import sluice.environment.Settings;
import sluice.environment.TestDatabase;
import sluice.environment.connection.JdbcUrl;
import sluice.environment.contexts.Given;
import sluice.environment.contexts.Reading;
import sluice.task.request.ProgressListener;
import sluice.task.request.Report;
import sluice.task.request.Request;
import sluice.task.worker.IsolatedWorker;

/**
 * Two tenants with the tables of a scenario: one that is worked on, and a neighbour that must stay as it is.
 *
 * @param db where
 * @param folder where its changelog is looked for
 * @param changelog of the scenario
 */
record Shop(TestDatabase db, Path folder, String changelog) implements AutoCloseable {

    static final String TENANT = "shop_1";
    static final String NEIGHBOUR = "shop_2";
    static final String EXPECTED = "expected";
    static final String BATCH_ROWS = "2";

    private static final Path PROJECT = Path.of(System.getProperty("project.directory", "."));
    private static final String HEAD = """
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
                  changes:
                    - customChange:
            """;

    /** Makes the tenants, and a third schema to which the scenario's own SQL is done. */
    static Shop of(Scenario scenario) {
        Shop shop = of(PROJECT, scenario.changelog(), scenario.given());
        shop.given(EXPECTED, scenario.given() + ";\n" + scenario.then());
        return shop;
    }

    /** Makes the tenants for a stranger's changelog, which holds just one change after the ledger. */
    static Shop of(Path folder, String given, String change, String... parameters) {
        String changelog = HEAD + "            class: sluice.change." + change + "\n"
                + Stream.of(parameters)
                        .map(line -> "            " + line + "\n")
                        .collect(joining());
        try {
            Files.writeString(folder.resolve("changelog.yaml"), changelog);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return of(folder, "changelog.yaml", given);
    }

    private static Shop of(Path folder, String changelog, String given) {
        Shop shop = new Shop(TestDatabase.create(), folder, changelog);
        shop.given(TENANT, given);
        shop.given(NEIGHBOUR, given);
        return shop;
    }

    /** The same again, to do something else with it. */
    Shop copy() {
        return new Shop(db.copy(), folder, changelog);
    }

    /** Runs statements in the tenant's schema. */
    void execute(String sql) {
        db.execute("SET search_path = " + TENANT + "; " + sql);
    }

    private void given(String schema, String sql) {
        db.execute("CREATE SCHEMA " + schema + "; SET search_path = " + schema + "; " + sql);
    }

    Report update(IsolatedWorker worker, ProgressListener listener) {
        return worker.run(request(Request.Action.UPDATE, "", db.username(), db.password()), listener);
    }

    Report rollback(IsolatedWorker worker) {
        return rollback(worker, ProgressListener.NONE);
    }

    Report rollback(IsolatedWorker worker, ProgressListener listener) {
        return worker.run(request(Request.Action.ROLLBACK, "start", db.username(), db.password()), listener);
    }

    /** What an update would run, asked by a role that can write nothing. */
    Report preview(IsolatedWorker worker) {
        return asReader(worker, Request.Action.PREVIEW, "");
    }

    Report previewRollback(IsolatedWorker worker) {
        return asReader(worker, Request.Action.PREVIEW_ROLLBACK, "start");
    }

    private Report asReader(IsolatedWorker worker, Request.Action action, String argument) {
        return worker.run(request(action, argument, db.preview().username(), db.password()), ProgressListener.NONE);
    }

    private Request request(Request.Action action, String argument, String username, String password) {
        Settings settings = Reading.settings(new Given(
                Path.of("contexts"),
                null,
                "shop",
                Map.of(
                        Key.URL,
                        db.url(),
                        Key.BATCH_SIZE,
                        BATCH_ROWS,
                        Key.BATCH_SIZE_MIN,
                        BATCH_ROWS,
                        Key.BATCH_SIZE_MAX,
                        BATCH_ROWS,
                        Key.LOCK_TIMEOUT,
                        "500ms",
                        Key.RETRIES,
                        "3",
                        Key.BUILD_TIMEOUT,
                        "5s"),
                Map.of()));
        return new Request(
                action,
                JdbcUrl.of(db.url()).withSchema(TENANT).text(),
                username,
                password,
                changelog,
                folder.toAbsolutePath().toString(),
                "adhoc",
                "",
                argument,
                settings.asMap());
    }

    /** What the engine noted of its work, but for times; what a statement outside a walk changed a script can't count. */
    List<List<Object>> ledger() {
        return db.query(
                ("SELECT changeset, step, status, CASE WHEN changeset NOT LIKE '%%snapshot%%' THEN rows END, rejected"
                                + " FROM %1$s.sluice_checkpoint UNION ALL"
                                + " SELECT operation, NULL, status, NULL, NULL FROM %1$s.migration_log ORDER BY 1, 2")
                        .formatted(TENANT));
    }

    /** What people see of the tenant: tables, columns, rows, indexes. */
    String tenant() {
        return SchemaText.of(db, TENANT);
    }

    String expected() {
        return SchemaText.of(db, EXPECTED);
    }

    /** The neighbour with the transaction of each row: even an update to the same value is seen. */
    String neighbour() {
        return SchemaText.withTransactions(db, NEIGHBOUR);
    }

    /** The tenant with the transaction of each row. */
    String tenantToTheTransaction() {
        return SchemaText.withTransactions(db, TENANT);
    }

    /** Ends every session but our own, as a restart of the server or an administrator would. */
    void cutConnections() {
        db.superuser()
                .query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
    }

    @Override
    public void close() {
        db.close();
    }
}
