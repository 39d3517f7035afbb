package sluice.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import sluice.bench.contest.Figure;
import sluice.environment.Key;
import sluice.environment.Settings;
import sluice.environment.connection.Target;
import sluice.environment.contexts.Given;
import sluice.environment.contexts.Reading;
import sluice.fleet.Fleet;
import sluice.fleet.UpdateOrder;
import sluice.fleet.changelog.Changelog;
import sluice.fleet.report.FleetListener;
import sluice.fleet.report.FleetReport;
import sluice.fleet.report.Outcome;
import sluice.sql.Identifier;
import sluice.sql.Literal;
import sluice.sql.Sql;
import sluice.task.preview.Recipe;
import sluice.task.request.ProgressListener;
import sluice.task.request.Report;
import sluice.task.request.Request;
import sluice.task.run.StockLoop;
import sluice.task.worker.IsolatedWorker;

/** The fleet against Liquibase in a loop and against the bare SQL: first update and no-op of many schemas. */
public final class FleetBench {

    private static final int FILES = 10;
    private static final String ROW = """
            INSERT INTO databasechangelog (id, author, filename, dateexecuted, orderexecuted, exectype, md5sum, liquibase)
            VALUES (%s, %s, %s, now(), (SELECT COALESCE(max(orderexecuted), 0) + 1 FROM databasechangelog), 'EXECUTED',
                '9:0', '0')""";

    private final Target target;
    private final Path folder;
    private final Settings settings;
    private final List<String> schemas;

    /**
     * Schemas of its own in a database.
     *
     * @param options what the command line says, besides which schemas
     */
    public FleetBench(Target target, Map<Key, String> options, int count) throws IOException {
        this.target = target;
        this.folder = Files.createTempDirectory("sluice-bench");
        Map<Key, String> all = new EnumMap<>(options);
        all.put(Key.SCHEMAS, "sluice\\_bench\\_%");
        all.put(Key.URL, target.url().text());
        all.put(Key.CONTEXTS, "bench");
        this.settings = Reading.settings(new Given(folder, null, "bench", all, Map.of()));
        this.schemas = IntStream.rangeClosed(1, count)
                .mapToObj("sluice_bench_%05d"::formatted)
                .toList();
        write();
    }

    /** Each way once; ratios are by the floor, for the no-op by ours. */
    public List<Figure> run() throws Exception {
        try {
            fresh();
            Duration ours = timed(() -> update(Outcome.MIGRATED));
            Duration idle = timed(() -> update(Outcome.UP_TO_DATE));
            fresh();
            Duration stock = timed(this::stock);
            Duration stockIdle = timed(this::stock);
            fresh();
            List<String> script = script();
            Duration floor = timed(() -> floor(script));
            return List.of(
                    figure("first update: bare SQL", floor, floor),
                    figure("first update: sluice", ours, floor),
                    figure("first update: liquibase loop", stock, floor),
                    figure("no-op: sluice", idle, idle),
                    figure("no-op: liquibase loop", stockIdle, idle));
        } finally {
            clear();
        }
    }

    private Figure figure(String way, Duration time, Duration by) {
        return new Figure(way, schemas.size(), time, time.toNanos() / (double) Math.max(1, by.toNanos()));
    }

    private static Duration timed(Callable<?> work) throws Exception {
        long start = System.nanoTime();
        work.call();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private Void update(Outcome wanted) throws SQLException {
        Changelog changelog = new Changelog(folder, "changelog.yaml", folder.resolve("verify.yaml"));
        try (Fleet fleet = new Fleet(changelog, settings, target, FleetListener.NONE, () -> false)) {
            FleetReport report = fleet.update(UpdateOrder.ALL);
            if (report.count(wanted) != schemas.size()) {
                throw new IllegalStateException("Not all schemas ended as " + wanted.word() + ": "
                        + report.schemas().stream()
                                .filter(schema -> schema.outcome() != wanted)
                                .findFirst());
            }
        }
        return null;
    }

    private Void stock() throws Exception {
        StockLoop.run(target, folder, "changelog.yaml", "bench", schemas);
        return null;
    }

    /** The same statements, one after the other on one connection, a transaction for each changeset with its row. */
    private Void floor(List<String> script) throws SQLException {
        try (Connection connection = target.connect()) {
            Sql sql = Sql.on(connection);
            for (String schema : schemas) {
                sql.run("SET search_path = " + Identifier.of(schema));
                for (String statement : script) {
                    sql.run(statement);
                }
            }
        }
        return null;
    }

    private List<String> script() {
        try (IsolatedWorker worker = new IsolatedWorker(() -> false)) {
            Report report = worker.run(
                    new Request(
                            Request.Action.RECIPE,
                            target.readOnly().forSchema(schemas.get(0)).url().text(),
                            target.username(),
                            target.password().text(),
                            "changelog.yaml",
                            folder.toString(),
                            "bench",
                            "",
                            "",
                            settings.asMap()),
                    ProgressListener.NONE);
            Recipe recipe = Recipe.of(report);
            List<String> script = new ArrayList<>(recipe.tables());
            for (Recipe.Step step : recipe.steps()) {
                script.add("BEGIN");
                script.addAll(step.statements());
                script.add(ROW.formatted(Literal.of(step.id()), Literal.of(step.author()), Literal.of(step.path())));
                script.add("COMMIT");
            }
            return script;
        }
    }

    private void fresh() throws SQLException {
        clear();
        try (Connection connection = target.connect()) {
            for (String schema : schemas) {
                Sql.on(connection).run("CREATE SCHEMA " + Identifier.of(schema));
            }
        }
    }

    private void clear() throws SQLException {
        try (Connection connection = target.connect()) {
            Sql sql = Sql.on(connection);
            for (String schema : sql.rows(
                    "SELECT nspname FROM pg_namespace WHERE nspname LIKE 'sluice\\_bench\\_%'",
                    row -> row.getString(1))) {
                sql.run("DROP SCHEMA " + Identifier.of(schema) + " CASCADE");
            }
            if (sql.text("SELECT to_regclass('sluice.run')") != null) {
                sql.update("DELETE FROM sluice.run WHERE system = ?", "bench");
            }
        }
    }

    private void write() throws IOException {
        StringBuilder root = new StringBuilder("databaseChangeLog:\n");
        for (int file = 0; file < FILES; file++) {
            Files.writeString(folder.resolve(file + ".yaml"), part("t" + file));
            root.append("  - include: { file: ").append(file).append(".yaml }\n");
        }
        Files.writeString(folder.resolve("changelog.yaml"), root);
    }

    private static String part(String table) {
        return """
                databaseChangeLog:
                  - changeSet:
                      id: %1$s-create
                      author: bench
                      changes:
                        - createTable:
                            tableName: %1$s
                            columns:
                              - column: { name: id, type: bigint, autoIncrement: true, constraints: { primaryKey: true } }
                              - column: { name: name, type: varchar(100) }
                              - column: { name: made, type: timestamptz, defaultValueComputed: now() }
                  - changeSet:
                      id: %1$s-state
                      author: bench
                      changes:
                        - addColumn: { tableName: %1$s, columns: [ { column: { name: state, type: varchar(20) } } ] }
                        - createIndex: { tableName: %1$s, indexName: %1$s_state, columns: [ { column: { name: state } } ] }
                  - changeSet:
                      id: %1$s-rows
                      author: bench
                      changes:
                        - sql: { sql: "INSERT INTO %1$s (name, state) VALUES ('one', 'new'), ('two', 'old')" }
                """.formatted(table);
    }
}
