package sluice.fleet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import sluice.cli.Cli;
import sluice.environment.Key;
import sluice.environment.Settings;
import sluice.environment.TestDatabase;
import sluice.environment.connection.JdbcUrl;
import sluice.environment.connection.Password;
import sluice.environment.connection.Target;
import sluice.environment.contexts.Given;
import sluice.environment.contexts.Reading;
import sluice.fleet.changelog.Changelog;
import sluice.fleet.report.FleetListener;
import sluice.fleet.report.FleetReport;
import sluice.sql.Identifier;

/** A database of many equal tenants and somebody's plain changelog for them. */
public final class Tenancy implements AutoCloseable {

    public static final int FILES = 3;

    public final TestDatabase db;
    final Path folder;
    public final Map<Key, String> options = new EnumMap<>(Key.class);
    BooleanSupplier stopWanted = () -> false;
    FleetListener listener = FleetListener.NONE;

    private Tenancy(TestDatabase db, Path folder) {
        this.db = db;
        this.folder = folder;
        options.put(Key.SCHEMAS, "tenant\\_%");
        options.put(Key.PARALLEL, "3");
        options.put(Key.CONTEXTS, "test");
        options.put(Key.RETRIES, "1");
        options.put(Key.LOCK_TIMEOUT, "200ms");
    }

    /** So many schemas tenant_01, tenant_02 ..., and a changelog of three files with three changesets each. */
    public static Tenancy of(int tenants, Path folder) throws IOException {
        Tenancy tenancy = new Tenancy(TestDatabase.create(), folder);
        IntStream.rangeClosed(1, tenants).forEach(number -> tenancy.add(name(number)));
        StringBuilder root = new StringBuilder("databaseChangeLog:\n");
        for (int file = 1; file <= FILES; file++) {
            root.append("  - include: { file: part-%d.yaml }\n".formatted(file));
            tenancy.write("part-" + file + ".yaml", part("t" + file));
        }
        tenancy.write("changelog.yaml", root.toString());
        return tenancy;
    }

    /** The same changelog on a copy of the database as it is now. */
    public Tenancy copy() {
        Tenancy copy = new Tenancy(db.copy(), folder);
        copy.options.putAll(options);
        return copy;
    }

    public static String name(int number) {
        return "tenant_%02d".formatted(number);
    }

    void add(String schema) {
        db.execute("CREATE SCHEMA " + Identifier.of(schema));
    }

    void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }

    /** Adds a file with this changeset to the end of the changelog. */
    public void append(String file, String changesets) throws IOException {
        write(file, "databaseChangeLog:\n" + changesets);
        Path root = folder.resolve("changelog.yaml");
        Files.writeString(root, Files.readString(root) + "  - include: { file: %s }\n".formatted(file));
    }

    public Settings settings() {
        Map<Key, String> all = new EnumMap<>(options);
        all.put(Key.URL, db.url());
        all.put(Key.USERNAME, db.username());
        return Reading.settings(new Given(folder, null, "changelog.yaml", all, Map.of()));
    }

    public Target target() {
        return new Target(JdbcUrl.of(db.url()), db.username(), Password.of(db.password()));
    }

    Fleet fleet() {
        Changelog changelog = new Changelog(folder, "changelog.yaml", folder.resolve("verify.yaml"));
        return new Fleet(changelog, settings(), target(), listener, stopWanted);
    }

    /** A command as people type it. */
    Cli cli(String command, String... more) {
        return Cli.run(arguments(command, more));
    }

    /** The arguments of a command as people type it, with this tenancy's options. */
    String[] arguments(String command, String... more) {
        List<String> all = new ArrayList<>(
                List.of(command, folder.resolve("changelog.yaml").toString(), "--url", db.url()));
        all.addAll(List.of("--username", db.username(command)));
        options.forEach((key, value) -> all.addAll(List.of(key.option(), value)));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    public FleetReport update() throws SQLException {
        return update(UpdateOrder.Which.ALL);
    }

    public FleetReport update(UpdateOrder.Which which) throws SQLException {
        try (Fleet fleet = fleet()) {
            return fleet.update(new UpdateOrder("", which, Optional.empty()));
        }
    }

    /** What Liquibase recorded, without when and by whose run. */
    public List<List<Object>> ledger(String schema) {
        return db.query("""
                SELECT id, author, filename, orderexecuted, exectype, md5sum, description, comments, tag, liquibase,
                    contexts, labels
                FROM %s.databasechangelog ORDER BY orderexecuted""".formatted(Identifier.of(schema)));
    }

    /** How many runs of Liquibase or of a replay wrote the histories; a replay's rows share one deployment. */
    public int deployments() {
        return distinct("databasechangelog", "deployment_id", "TRUE").size();
    }

    /** The schemas that Liquibase left locked, and the advisory locks that are held. */
    public List<Object> locks() {
        List<Object> locks = distinct("databasechangeloglock", "tableoid::regclass::text", "locked");
        locks.addAll(db.query("""
                        SELECT 'advisory ' || objid FROM pg_locks
                        WHERE locktype = 'advisory'
                          AND database = (SELECT oid FROM pg_database WHERE datname = current_database())""").stream().map(row -> row.get(0)).toList());
        return locks;
    }

    private List<Object> distinct(String table, String column, String condition) {
        List<Object> found = new ArrayList<>();
        for (List<Object> schema : db.query("SELECT schemaname FROM pg_tables WHERE tablename = '" + table + "'")) {
            String name = Identifier.of((String) schema.get(0), table);
            db.query("SELECT DISTINCT " + column + " FROM " + name + " WHERE " + condition)
                    .forEach(row -> found.add(row.get(0)));
        }
        return new ArrayList<>(found.stream().distinct().toList());
    }

    private static String part(String table) {
        return """
                databaseChangeLog:
                  - changeSet:
                      id: %1$s-create
                      author: test
                      comment: it's a table
                      labels: expand
                      changes:
                        - createTable:
                            tableName: %1$s
                            columns:
                              - column: { name: id, type: bigint, autoIncrement: true, constraints: { primaryKey: true } }
                              - column: { name: name, type: varchar(20) }
                  - changeSet:
                      id: %1$s-state
                      author: test
                      labels: expand
                      changes:
                        - addColumn: { tableName: %1$s, columns: [ { column: { name: state, type: text } } ] }
                        - createIndex: { tableName: %1$s, indexName: %1$s_state, columns: [ { column: { name: state } } ] }
                  - changeSet:
                      id: %1$s-rows
                      author: test
                      context: test
                      changes:
                        - sql: { sql: "INSERT INTO %1$s (name, state) VALUES ('one; two', 'new') -- a comment" }
                """.formatted(table);
    }

    @Override
    public void close() {
        db.close();
    }
}
