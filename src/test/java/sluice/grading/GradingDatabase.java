package sluice.grading;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import sluice.environment.Key;
import sluice.environment.Settings;
import sluice.environment.TestDatabase;
import sluice.environment.connection.JdbcUrl;
import sluice.environment.connection.Password;
import sluice.environment.connection.Target;
import sluice.environment.contexts.Given;
import sluice.environment.contexts.Reading;
import sluice.fleet.Fleet;
import sluice.fleet.UpdateOrder;
import sluice.fleet.changelog.Changelog;
import sluice.fleet.changelog.Workspace;
import sluice.fleet.report.FleetListener;
import sluice.fleet.report.SchemaReport;
import sluice.marketplace.DatabaseFingerprint;

/** A database for one test, of either kind, with the commands that people have. */
final class GradingDatabase implements AutoCloseable {

    /** The two databases that the application runs on. */
    enum Kind {
        POSTGRESQL,
        SQLITE
    }

    private static final Workspace WORKSPACE =
            new Workspace(Path.of(System.getProperty("project.directory", ".")).toAbsolutePath());

    private static final Changelog CHANGELOG = WORKSPACE.changelog("grading");

    private final Kind kind;
    private final Target target;
    private final TestDatabase server;
    private final Fleet fleet;

    private GradingDatabase(Kind kind, Target target, TestDatabase server, FleetListener listener) {
        this.kind = kind;
        this.target = target;
        this.server = server;
        this.fleet = new Fleet(CHANGELOG, settings(target), target, listener, () -> false);
    }

    /** An empty one. */
    static GradingDatabase create(Kind kind, Path folder) throws IOException {
        return create(kind, folder, FleetListener.NONE);
    }

    static GradingDatabase create(Kind kind, Path folder, FleetListener listener) throws IOException {
        if (kind == Kind.SQLITE) {
            return of(Files.createTempFile(folder, "grading", ".db"), listener);
        }
        TestDatabase server = TestDatabase.create();
        return new GradingDatabase(kind, server.migration().target(), server, listener);
    }

    /** A file of SQLite. */
    static GradingDatabase of(Path file) {
        return of(file, FleetListener.NONE);
    }

    private static GradingDatabase of(Path file, FleetListener listener) {
        Target target = new Target(JdbcUrl.of("jdbc:sqlite:" + file), "", Password.NONE);
        return new GradingDatabase(Kind.SQLITE, target, null, listener);
    }

    private static Settings settings(Target target) {
        return Reading.settings(new Given(
                WORKSPACE.contexts(),
                null,
                "grading",
                Map.of(Key.URL, target.url().text()),
                Map.of()));
    }

    Kind kind() {
        return kind;
    }

    Target target() {
        return target;
    }

    Fleet fleet() {
        return fleet;
    }

    /** A command on it as people type it. */
    String[] arguments(String command, String... options) {
        List<String> all = new ArrayList<>(
                List.of(command, "grading", "--url", target.url().text()));
        if (kind == Kind.POSTGRESQL) {
            all.addAll(List.of("--username", server.username(command)));
        }
        all.addAll(List.of(options));
        return all.toArray(String[]::new);
    }

    SchemaReport update() throws SQLException {
        return only(fleet.update(new UpdateOrder("", UpdateOrder.Which.ALL, Optional.empty()))
                .schemas());
    }

    SchemaReport update(String tag) throws SQLException {
        return only(fleet.update(new UpdateOrder(tag, UpdateOrder.Which.ALL, Optional.empty()))
                .schemas());
    }

    SchemaReport rollback(String tag) throws SQLException {
        return only(fleet.rollback(tag).schemas());
    }

    SchemaReport verify(String stage) throws SQLException {
        try (Fleet looking = new Fleet(CHANGELOG, settings(target), looks(), FleetListener.NONE, () -> false)) {
            return only(looking.verify(stage).schemas());
        }
    }

    static SchemaReport only(List<SchemaReport> reports) {
        if (reports.size() != 1) {
            throw new IllegalStateException("One schema was expected: " + reports);
        }
        return reports.get(0);
    }

    private Target looks() {
        return kind == Kind.SQLITE ? target : server.preview().target();
    }

    /** A session of the application, who owns the tables. */
    Connection application() throws SQLException {
        return kind == Kind.SQLITE ? target.connect() : server.connect();
    }

    /** Runs statements as the application, one each. */
    void execute(String... statements) {
        try (Connection connection = application()) {
            execute(connection, statements);
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage() + " in: " + List.of(statements), e);
        }
    }

    /** Runs statements as the role that migrates, to whom the tables belong that the changelog made. */
    void executeOnOurs(String... statements) {
        try (Connection connection = target.connect()) {
            execute(connection, statements);
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage() + " in: " + List.of(statements), e);
        }
    }

    private static void execute(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String text : statements) {
                statement.execute(text);
            }
        }
    }

    /** All rows of a query of the role that looks, as texts, separated by bars; NULL is {@code -}. */
    List<String> rows(String query) {
        try (Connection connection = looks().connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                    row.add(result.getString(column) == null ? "-" : result.getString(column));
                }
                rows.add(String.join("|", row));
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage() + " in: " + query, e);
        }
    }

    /** Everything that the application owns, structure and rows, in words that can be compared. */
    Map<String, String> dump() throws SQLException {
        return kind == Kind.SQLITE ? sqliteDump() : postgresDump();
    }

    private Map<String, String> postgresDump() throws SQLException {
        try (Connection connection = server.superuser().connect()) {
            return DatabaseFingerprint.read(connection)
                    .without(name -> name.matches(".*(databasechangelog|sluice[_.]|migration_log).*|schema sluice"))
                    .entries();
        }
    }

    private Map<String, String> sqliteDump() {
        Map<String, String> dump = new TreeMap<>();
        String ours = " lower(name) NOT LIKE '%databasechangelog%' AND name NOT LIKE '%sluice%'";
        for (String row : rows("SELECT type || ' ' || name, sql FROM sqlite_master WHERE" + ours)) {
            dump.put(row.substring(0, row.indexOf('|')), row);
        }
        for (String table : rows("SELECT name FROM sqlite_master WHERE type = 'table' AND" + ours)) {
            dump.put("rows " + table, String.join("\n", rows("SELECT * FROM " + table + " ORDER BY 1")));
        }
        return dump;
    }

    @Override
    public void close() {
        fleet.close();
        if (server != null) {
            server.close();
        }
    }
}
