package sluice.journal;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import sluice.environment.Key;
import sluice.environment.Login;
import sluice.environment.Settings;
import sluice.environment.TestDatabase;
import sluice.environment.connection.JdbcUrl;
import sluice.environment.contexts.Given;
import sluice.environment.contexts.Reading;
import sluice.marketplace.DatabaseFingerprint;
import sluice.task.request.ProgressListener;
import sluice.task.request.Report;
import sluice.task.request.Request;
import sluice.task.request.Request.Action;
import sluice.task.worker.IsolatedWorker;

/** A database with the legacy state of the journal in its schema {@code journal}, and what people do to it. */
final class Journal implements AutoCloseable {

    static final String SCHEMA = "journal";

    private final TestDatabase database;
    private IsolatedWorker worker;
    private String strategy = "online";
    private String contexts = "demo";
    private String onInvalid = "fail";
    private String role = "";

    private Journal(TestDatabase database) {
        this.database = database;
        this.worker = new IsolatedWorker(() -> false);
    }

    /** The legacy tables with their sample rows, up to the tag journal-start. */
    static Journal legacy() {
        Journal journal = new Journal(TestDatabase.create());
        journal.execute("CREATE SCHEMA journal");
        Login application = journal.database.application();
        journal.require(journal.run(application, Action.UPDATE, "journal-start"));
        return journal;
    }

    /** Another one with all that is in this one. */
    Journal copy() {
        return new Journal(database.copy()).with(strategy);
    }

    /** The same with another strategy. */
    Journal with(String other) {
        if (!strategy.equals(other)) {
            strategy = other;
            readAgain();
        }
        return this;
    }

    /** A worker that has read the changelog knows its parameters by the values that they had then. */
    private void readAgain() {
        worker.close();
        worker = new IsolatedWorker(() -> false);
    }

    /** The same with another policy for ids that are no UUIDs. */
    Journal onInvalid(String other) {
        onInvalid = other;
        readAgain();
        return this;
    }

    /** The same for another role, whose password is its name. */
    Journal as(String other) {
        role = other;
        return this;
    }

    /** The same in other contexts. */
    Journal in(String others) {
        contexts = others;
        return this;
    }

    Report update() {
        return run(Action.UPDATE, "");
    }

    Report run(Action action, String argument) {
        Login looks = role.isEmpty() ? database.preview() : other();
        Login changes = role.isEmpty() ? database.migration() : other();
        return run(
                List.of(Action.PREVIEW, Action.PREVIEW_ROLLBACK).contains(action) ? looks : changes, action, argument);
    }

    private Login other() {
        return new Login(database.url(), role, role);
    }

    private Report run(Login login, Action action, String argument) {
        Request request = request(login.url(), login.username(), login.password(), contexts, action, argument);
        System.setProperty("JOURNAL_STRATEGY", strategy);
        System.setProperty("JOURNAL_ON_INVALID", onInvalid);
        try {
            return worker.run(request, ProgressListener.NONE);
        } finally {
            System.clearProperty("JOURNAL_STRATEGY");
            System.clearProperty("JOURNAL_ON_INVALID");
        }
    }

    /** What the command line would ask for on such a database. */
    static Request request(
            String url, String username, String password, String contexts, Action action, String argument) {
        Settings settings = Reading.settings(new Given(
                Path.of("contexts"),
                null,
                "journal",
                Map.of(Key.URL, url, Key.CONTEXTS, contexts, Key.BATCH_SIZE, "100"),
                Map.of()));
        return new Request(
                action,
                JdbcUrl.of(url).withSchema(SCHEMA).text(),
                username,
                password,
                "changelogs/journal/changelog.yaml",
                Path.of("").toAbsolutePath().toString(),
                contexts,
                "",
                argument,
                settings.asMap());
    }

    /** The report, if it tells of no error. */
    Report require(Report report) {
        if (!report.error().isEmpty()) {
            throw new AssertionError(report.error());
        }
        return report;
    }

    void execute(String statements) {
        database.execute("SET search_path = journal; " + statements);
    }

    TestDatabase database() {
        return database;
    }

    Connection connect() throws SQLException {
        Connection connection = database.connect();
        connection.setSchema(SCHEMA);
        return connection;
    }

    /** One value of a query. */
    Object value(String query) {
        try (Connection connection = connect();
                var statement = connection.createStatement();
                var result = statement.executeQuery(query)) {
            result.next();
            return result.getObject(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage() + " in: " + query, e);
        }
    }

    /** All rows of a query of two texts. */
    Map<String, String> pairs(String query) throws SQLException {
        Map<String, String> pairs = new TreeMap<>();
        try (Connection connection = connect();
                var statement = connection.createStatement();
                var result = statement.executeQuery(query)) {
            while (result.next()) {
                pairs.put(result.getString(1), result.getString(2));
            }
        }
        return pairs;
    }

    /** How many sessions others have here. */
    long sessions() {
        return (Long) database.superuser()
                .query("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                        + " AND backend_type = 'client backend' AND pid <> pg_backend_pid()")
                .get(0)
                .get(0);
    }

    /** All there is but the ledger and Liquibase's own tables. */
    DatabaseFingerprint fingerprint() throws SQLException {
        try (Connection connection = database.superuser().connect()) {
            return DatabaseFingerprint.read(connection)
                    .without(name -> name.contains("sluice_")
                            || name.contains("databasechangelog")
                            || name.contains("migration_log"));
        }
    }

    @Override
    public void close() {
        worker.close();
        database.close();
    }
}
