package sluice.fleet;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import sluice.sql.Identifier;
import sluice.sql.Literal;
import sluice.sql.Sql;

/** Reads the histories of many schemas at once, checksums included: a hundred schemas per statement. */
final class Histories {

    private static final int AT_ONCE = 100;
    private static final String ONE = """
            SELECT %1$s AS schema, count(e.id) FILTER (WHERE d.md5sum = e.checksum) AS done,
                count(e.id) FILTER (WHERE d.md5sum IS DISTINCT FROM e.checksum) AS changed,
                (array_agg(d.tag ORDER BY d.orderexecuted DESC) FILTER (WHERE d.tag IS NOT NULL AND e.id IS NOT NULL))[1] AS tag,
                %3$s AS locked, %4$s
            FROM %2$s.databasechangelog d
            LEFT JOIN e ON e.path = d.filename AND e.id = d.id AND e.author = d.author""";
    private static final String LOCKED = "EXISTS (SELECT FROM %s.databasechangeloglock WHERE locked)";
    private static final String LEDGER = """
            (SELECT COALESCE(sum(rows), 0)::bigint FROM %1$s.sluice_checkpoint c JOIN k USING (changeset)),
                (SELECT count(*) FROM %1$s.sluice_reject c JOIN k USING (changeset)),
                EXISTS (SELECT FROM %1$s.sluice_checkpoint c JOIN k USING (changeset) WHERE c.status = 'running')""";
    private static final String NO_LEDGER = "0::bigint, 0::bigint, FALSE";

    private final Sql sql;
    private final Expected expected;

    Histories(Connection connection, Expected expected) {
        this.sql = Sql.on(connection);
        this.expected = expected;
    }

    /** The state of each of these schemas, in their order. */
    List<SchemaState> read(List<String> schemas) throws SQLException {
        Set<String> tables = tables(schemas);
        Map<String, SchemaState> found = new HashMap<>();
        List<String> known = schemas.stream()
                .filter(schema -> tables.contains(schema + "\0databasechangelog"))
                .toList();
        for (int from = 0; from < known.size(); from += AT_ONCE) {
            List<String> some = known.subList(from, Math.min(known.size(), from + AT_ONCE));
            some(some, tables).forEach(state -> found.put(state.schema(), state));
        }
        int wanted = expected.rows().size();
        return schemas.stream()
                .map(schema -> found.getOrDefault(
                        schema, new SchemaState(schema, false, 0, wanted, 0, "", false, 0, 0, false)))
                .toList();
    }

    private Set<String> tables(List<String> schemas) throws SQLException {
        return new HashSet<>(sql.rows(
                """
                SELECT schemaname, tablename FROM pg_tables
                WHERE schemaname = ANY (?)
                  AND tablename IN ('databasechangelog', 'databasechangeloglock', 'sluice_checkpoint', 'sluice_reject')
                """, row -> row.getString(1) + '\0' + row.getString(2), (Object) schemas.toArray(String[]::new)));
    }

    private List<SchemaState> some(List<String> schemas, Set<String> tables) throws SQLException {
        String union = schemas.stream().map(schema -> one(schema, tables)).collect(Collectors.joining("\nUNION ALL\n"));
        String query = "WITH e AS MATERIALIZED (SELECT * FROM unnest(?::text[], ?::text[], ?::text[], ?::text[]) "
                + "AS e(path, id, author, checksum)),\n"
                // only checkpoints of this changelog: a schema may be the home of several systems
                + "k AS MATERIALIZED (SELECT path || '::' || id || '::' || author AS changeset FROM e)\n" + union;
        return sql.rows(
                query,
                this::state,
                expected.column(Expected.Row::path),
                expected.column(Expected.Row::id),
                expected.column(Expected.Row::author),
                expected.column(Expected.Row::checksum));
    }

    private String one(String schema, Set<String> tables) {
        String quoted = Identifier.of(schema);
        boolean lock = tables.contains(schema + "\0databasechangeloglock");
        boolean ledger = tables.contains(schema + "\0sluice_checkpoint") && tables.contains(schema + "\0sluice_reject");
        return ONE.formatted(
                Literal.of(schema),
                quoted,
                lock ? LOCKED.formatted(quoted) : "FALSE",
                ledger ? LEDGER.formatted(quoted) : NO_LEDGER);
    }

    private SchemaState state(ResultSet row) throws SQLException {
        return new SchemaState(
                row.getString("schema"),
                true,
                row.getInt("done"),
                expected.rows().size(),
                row.getInt("changed"),
                row.getString("tag") == null ? "" : row.getString("tag"),
                row.getBoolean("locked"),
                row.getLong(6),
                row.getLong(7),
                row.getBoolean(8));
    }
}
