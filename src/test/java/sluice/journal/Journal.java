package sluice.journal;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import sluice.environment.JdbcUrl;
import sluice.environment.Key;
import sluice.environment.Settings;
import sluice.environment.TestDatabase;
import sluice.marketplace.DatabaseFingerprint;
import sluice.task.IsolatedWorker;
import sluice.task.ProgressListener;
import sluice.task.Report;
import sluice.task.Request;
import sluice.task.Request.Action;

/** A database with the legacy state of the journal in its schema {@code journal}, and what people do to it. */
final class Journal implements AutoCloseable {

    static final String SCHEMA = "journal";

    private final TestDatabase database;
    private final IsolatedWorker worker;
    private String strategy = "online";

    private Journal(TestDatabase database) {
        this.database = database;
        this.worker = new IsolatedWorker(() -> false);
    }

    /** The legacy tables with their sample rows, up to the tag journal-start. */
    static Journal legacy() {
        Journal journal = new Journal(TestDatabase.create());
        journal.execute("CREATE SCHEMA journal");
        journal.require(journal.run(Action.UPDATE, "journal-start"));
        return journal;
    }

    /** Another one with all that is in this one. */
    Journal copy() {
        return new Journal(database.copy()).with(strategy);
    }

    /** The same with another strategy. */
    Journal with(String other) {
        strategy = other;
        return this;
    }

    Report update() {
        return run(Action.UPDATE, "");
    }

    Report run(Action action, String argument) {
        Settings settings = Settings.read(new Settings.Sources(
                Path.of("contexts"),
                null,
                "journal",
                Map.of(Key.URL, database.url(), Key.CONTEXTS, "demo", Key.BATCH_SIZE, "100"),
                Map.of()));
        Request request = new Request(
                action,
                JdbcUrl.of(database.url()).withSchema(SCHEMA).text(),
                database.username(),
                database.password(),
                "changelogs/journal/changelog.yaml",
                Path.of("").toAbsolutePath().toString(),
                "demo",
                "",
                argument,
                settings.asMap());
        System.setProperty("JOURNAL_STRATEGY", strategy);
        try {
            return worker.run(request, ProgressListener.NONE);
        } finally {
            System.clearProperty("JOURNAL_STRATEGY");
        }
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

    /** All there is but the ledger and Liquibase's own tables. */
    DatabaseFingerprint fingerprint() throws SQLException {
        try (Connection connection = database.connect()) {
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
