package sluice.designs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import sluice.environment.Key;
import sluice.environment.Login;
import sluice.environment.Settings;
import sluice.environment.TestDatabase;
import sluice.environment.contexts.Given;
import sluice.environment.contexts.Reading;
import sluice.fleet.Fleet;
import sluice.fleet.UpdateOrder;
import sluice.fleet.changelog.Workspace;
import sluice.fleet.report.FleetListener;
import sluice.fleet.report.SchemaReport;
import sluice.marketplace.DatabaseFingerprint;

/** A database for one test, with the application's tables as they were, and the commands that people have. */
final class DesignsDatabase implements AutoCloseable {

    static final Path PROJECT =
            Path.of(System.getProperty("project.directory", ".")).toAbsolutePath();

    private static final Workspace WORKSPACE = new Workspace(PROJECT);

    private final TestDatabase server;

    private DesignsDatabase(TestDatabase server) {
        this.server = server;
    }

    /** The baseline, without rows. */
    static DesignsDatabase create() throws IOException {
        DesignsDatabase database = new DesignsDatabase(TestDatabase.create());
        database.run("legacy/001-legacy-tables.sql");
        return database;
    }

    /** The same with all that the demo has. */
    static DesignsDatabase createFilled() throws IOException {
        DesignsDatabase database = create();
        database.run("legacy/002-legacy-rows.sql");
        return database;
    }

    /** A second database of the same contents. */
    DesignsDatabase copy() {
        return new DesignsDatabase(server.copy());
    }

    TestDatabase server() {
        return server;
    }

    SchemaReport update() throws SQLException {
        return update("", Map.of());
    }

    SchemaReport update(String tag) throws SQLException {
        return update(tag, Map.of());
    }

    SchemaReport update(String tag, Map<Key, String> options) throws SQLException {
        try (Fleet fleet = fleet(server.migration(), options)) {
            UpdateOrder order = new UpdateOrder(tag, UpdateOrder.Which.ALL, Optional.empty());
            return only(fleet.update(order).schemas());
        }
    }

    SchemaReport rollback(String tag) throws SQLException {
        try (Fleet fleet = fleet(server.migration(), Map.of())) {
            return only(fleet.rollback(tag).schemas());
        }
    }

    /** The SQL of an update, or of a rollback to a tag. */
    SchemaReport preview(String tag) throws SQLException {
        try (Fleet fleet = fleet(server.preview(), Map.of())) {
            return only((tag.isEmpty() ? fleet.preview("") : fleet.previewRollback(tag)).schemas());
        }
    }

    SchemaReport verify(String stage) throws SQLException {
        try (Fleet fleet = fleet(server.preview(), Map.of())) {
            return only(fleet.verify(stage).schemas());
        }
    }

    void execute(String statements) {
        server.execute(statements);
    }

    /** Rows as texts, separated by bars; NULL is {@code -}. */
    List<String> rows(String query) {
        return server.query(query).stream()
                .map(row -> row.stream()
                        .map(value -> value == null ? "-" : value.toString())
                        .collect(Collectors.joining("|")))
                .toList();
    }

    /** Everything that the application owns, structure and rows, in words that can be compared. */
    Map<String, String> dump() throws SQLException {
        try (Connection connection = server.superuser().connect()) {
            return DatabaseFingerprint.read(connection)
                    .without(name -> name.matches(".*(databasechangelog|sluice[_.]|migration_log).*|schema sluice"))
                    .entries();
        }
    }

    /** Tables, columns by name, keys, links, indexes and rules, without rows. */
    Map<String, String> structure() throws SQLException {
        Map<String, String> structure = new TreeMap<>(dump());
        structure.keySet().removeIf(name -> name.startsWith("rows "));
        forgetOwners(structure);
        // in which order columns were added is no matter
        structure.replaceAll((name, text) -> name.startsWith("columns ")
                ? text.lines().map(line -> line.replaceFirst(",$", "")).sorted().collect(Collectors.joining("\n"))
                : text);
        return structure;
    }

    /** Takes away who made an object, the application or we, and what the one allows the other. */
    static void forgetOwners(Map<String, String> dump) {
        dump.replaceAll((name, text) -> text.replaceFirst("test_[0-9]+_[a-z]+(, \\{[^}]*\\})?", "owner"));
    }

    @Override
    public void close() {
        server.close();
    }

    private Fleet fleet(Login login, Map<Key, String> options) {
        Map<Key, String> all = new HashMap<>(options);
        all.put(Key.URL, server.url());
        Settings settings = Reading.settings(new Given(WORKSPACE.contexts(), null, "designs", all, Map.of()));
        return new Fleet(WORKSPACE.changelog("designs"), settings, login.target(), FleetListener.NONE, () -> false);
    }

    private static SchemaReport only(List<SchemaReport> reports) {
        if (reports.size() != 1) {
            throw new IllegalStateException("One schema was expected: " + reports);
        }
        return reports.get(0);
    }

    private void run(String script) throws IOException {
        execute(Files.readString(PROJECT.resolve("changelogs/designs").resolve(script)));
    }
}
