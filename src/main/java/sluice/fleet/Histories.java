package sluice.fleet;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import sluice.sql.Failure;
import sluice.sql.Identifier;
import sluice.sql.Literal;
import sluice.sql.Sql;

/**
 * Reads the histories of many schemas at once, a hundred schemas per statement: of each a fingerprint, and of each distinct
 * fingerprint the rows, once. Needs no changelog, so that both are read side by side.
 */
final class Histories implements States {

    private static final int AT_ONCE = 100;
    private static final int TRIES = 5;
    private static final int FEW = 500;
    private static final Set<String> GONE = Set.of("42P01", "3F000", "XX000");
    private static final String PART = "\u001f";
    private static final String END = "\u001e";

    /** What makes two histories equal; not when, in what order or by whose run. */
    static final String FINGERPRINT = """
            count(*) || ':' || COALESCE(sum(hashtextextended(concat_ws(E'\\x1f', filename, id, author, \
            COALESCE(md5sum, '?'), exectype, COALESCE(tag, '')), 0)), 0)""";

    /** The fingerprint of a history without rows. */
    static final String NOTHING = "0:0";

    private static final String ONE =
            "SELECT %1$s, " + FINGERPRINT + ", COALESCE(max(orderexecuted), 0), %3$s, %4$s FROM %2$s.databasechangelog";
    private static final String LOCKED = "SELECT %s FROM %s.databasechangeloglock WHERE locked";
    private static final String CHECKPOINTS =
            "(SELECT string_agg(concat_ws(E'\\x1f', changeset, rows, status), E'\\x1e') FROM %s.sluice_checkpoint)";
    private static final String REJECTS = """
            (SELECT string_agg(concat_ws(E'\\x1f', changeset, found), E'\\x1e')
                FROM (SELECT changeset, count(*) AS found FROM %s.sluice_reject GROUP BY changeset) r)""";
    private static final String ROWS = """
            SELECT %1$s, filename, id, author, md5sum, tag, orderexecuted FROM %2$s.databasechangelog""";

    /** One schema's history; checkpoints and rejects are (changeset, rows, status) and (changeset, rows). */
    private record History(
            String schema, String fingerprint, int order, List<String[]> checkpoints, List<String[]> rejects) {

        boolean begun() {
            return checkpoints.stream().anyMatch(part -> part[2].equals("running"));
        }
    }

    private record Recorded(String schema, String key, String checksum, String tag, int order) {}

    private final Sql sql;
    private final Map<String, History> histories = new HashMap<>();
    private final Map<String, List<Recorded>> rows = new HashMap<>();
    private final Set<String> locked = new HashSet<>();
    private List<String> schemas = List.of();

    private Histories(Connection connection) {
        this.sql = Sql.on(connection);
    }

    /** Reads what stands in these schemas now; where we may not read, nothing is known. */
    static Histories read(Connection connection, List<String> schemas) throws SQLException {
        for (int again = TRIES; ; again--) {
            try {
                return once(connection, schemas);
            } catch (SQLException trouble) {
                // somebody dropped a schema between two of our queries
                if (again == 0 || !GONE.contains(Failure.state(trouble))) {
                    throw trouble;
                }
            }
        }
    }

    /** Two readings of different schemas as one, in this order of schemas. */
    static Histories joined(List<String> schemas, Histories some, Histories others) {
        some.schemas = schemas;
        some.histories.putAll(others.histories);
        some.rows.putAll(others.rows);
        some.locked.addAll(others.locked);
        return some;
    }

    private static Histories once(Connection connection, List<String> schemas) throws SQLException {
        Histories read = new Histories(connection);
        read.schemas = schemas;
        Set<String> tables = read.tables();
        read.chunks(
                        schemas.stream()
                                .filter(schema -> tables.contains(schema + "\0databasechangelog"))
                                .toList(),
                        schema -> one(schema, tables),
                        Histories::history)
                .forEach(history -> read.histories.put(history.schema(), history));
        read.locked.addAll(read.chunks(
                read.worthAsking(tables),
                schema -> LOCKED.formatted(Literal.of(schema), Identifier.of(schema)),
                row -> row.getString(1)));
        Map<String, String> samples = new HashMap<>();
        read.histories.values().forEach(history -> samples.putIfAbsent(history.fingerprint(), history.schema()));
        read.chunks(
                        List.copyOf(samples.values()),
                        schema -> ROWS.formatted(Literal.of(schema), Identifier.of(schema)),
                        Histories::recorded)
                .forEach(row -> read.rows
                        .computeIfAbsent(read.histories.get(row.schema()).fingerprint(), none -> new ArrayList<>())
                        .add(row));
        return read;
    }

    /**
     * Whose lock matters: a table that is opened costs as much as a history. Where there are many, a row that somebody left
     * in a schema that is done waits until there is something to do.
     */
    private List<String> worthAsking(Set<String> tables) {
        return histories.values().stream()
                .filter(history -> schemas.size() <= FEW || history.begun())
                .map(History::schema)
                .filter(schema -> tables.contains(schema + "\0databasechangeloglock"))
                .toList();
    }

    @Override
    public Map<String, Integer> orders() {
        return histories.values().stream().collect(Collectors.toMap(History::schema, History::order));
    }

    @Override
    public List<SchemaState> states(Expected expected) {
        Map<String, Standing> known = new HashMap<>();
        rows.forEach((fingerprint, recorded) -> known.put(fingerprint, Standing.of(expected, recorded)));
        Set<String> keys = expected.rows().stream().map(Expected.Row::key).collect(Collectors.toSet());
        return schemas.stream()
                .map(schema -> state(schema, expected, known, keys))
                .toList();
    }

    /** What a history amounts to. */
    private record Standing(int done, int changed, String tag) {

        static final Standing EMPTY = new Standing(0, 0, "");

        static Standing of(Expected expected, List<Recorded> recorded) {
            Map<String, String> checksums =
                    expected.rows().stream().collect(Collectors.toMap(Expected.Row::key, Expected.Row::checksum));
            int done = 0;
            int changed = 0;
            Recorded tagged = null;
            for (Recorded row : recorded) {
                String checksum = checksums.get(row.key());
                if (checksum != null) {
                    boolean same = checksum.equals(row.checksum());
                    done += same ? 1 : 0;
                    changed += same ? 0 : 1;
                    boolean later = tagged == null || row.order() > tagged.order();
                    tagged = row.tag() != null && later ? row : tagged;
                }
            }
            return new Standing(done, changed, tagged == null ? "" : tagged.tag());
        }
    }

    private SchemaState state(String schema, Expected expected, Map<String, Standing> known, Set<String> keys) {
        int wanted = expected.rows().size();
        History history = histories.get(schema);
        if (history == null) {
            return new SchemaState(schema, false, 0, wanted, 0, "", false, 0, 0, false, "", 0);
        }
        Standing standing = known.getOrDefault(history.fingerprint(), Standing.EMPTY);
        // only checkpoints of this changelog: a schema may be the home of several systems
        List<String[]> own = history.checkpoints().stream()
                .filter(part -> keys.contains(part[0]))
                .toList();
        return new SchemaState(
                schema,
                true,
                standing.done(),
                wanted,
                standing.changed(),
                standing.tag(),
                locked.contains(schema),
                own.stream().mapToLong(part -> Long.parseLong(part[1])).sum(),
                history.rejects().stream()
                        .filter(part -> keys.contains(part[0]))
                        .mapToLong(part -> Long.parseLong(part[1]))
                        .sum(),
                own.stream().anyMatch(part -> part[2].equals("running")),
                history.fingerprint(),
                history.order());
    }

    /** The tables that are worth a look: each that is opened costs, and of ours most are empty files. */
    private Set<String> tables() throws SQLException {
        return new HashSet<>(sql.rows(
                """
                SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE c.relkind IN ('r', 'p') AND n.nspname = ANY (?)
                  AND has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT')
                  AND (c.relname IN ('databasechangelog', 'databasechangeloglock')
                    OR c.relname IN ('sluice_checkpoint', 'sluice_reject') AND pg_relation_size(c.oid) > 0)
                """, row -> row.getString(1) + '\0' + row.getString(2), (Object) schemas.toArray(String[]::new)));
    }

    private <T> List<T> chunks(List<String> some, Function<String, String> query, Sql.RowMapper<T> mapper)
            throws SQLException {
        List<T> all = new ArrayList<>();
        for (int from = 0; from < some.size(); from += AT_ONCE) {
            String union = some.subList(from, Math.min(some.size(), from + AT_ONCE)).stream()
                    .map(query)
                    .collect(Collectors.joining("\nUNION ALL\n"));
            all.addAll(sql.plainRows(union, mapper));
        }
        return all;
    }

    private static String one(String schema, Set<String> tables) {
        String quoted = Identifier.of(schema);
        return ONE.formatted(
                Literal.of(schema),
                quoted,
                tables.contains(schema + "\0sluice_checkpoint") ? CHECKPOINTS.formatted(quoted) : "NULL",
                tables.contains(schema + "\0sluice_reject") ? REJECTS.formatted(quoted) : "NULL");
    }

    private static History history(ResultSet row) throws SQLException {
        return new History(
                row.getString(1), row.getString(2), row.getInt(3), parts(row.getString(4)), parts(row.getString(5)));
    }

    private static Recorded recorded(ResultSet row) throws SQLException {
        String key = Expected.key(row.getString(2), row.getString(3), row.getString(4));
        return new Recorded(row.getString(1), key, row.getString(5), row.getString(6), row.getInt(7));
    }

    private static List<String[]> parts(String text) {
        List<String[]> parts = new ArrayList<>();
        for (String line : text == null ? new String[0] : text.split(END)) {
            parts.add(line.split(PART));
        }
        return parts;
    }
}
