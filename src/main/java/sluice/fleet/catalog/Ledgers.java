package sluice.fleet.catalog;

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
import java.util.stream.Stream;
import sluice.fleet.changelog.Expected;
import sluice.sql.Failure;
import sluice.sql.Identifier;
import sluice.sql.Literal;
import sluice.sql.Sql;

/**
 * Reads the ledgers of many schemas at once, a hundred schemas per statement: of each a fingerprint, and of each distinct
 * fingerprint the rows, once. Needs no changelog, so that both are read side by side.
 */
final class Ledgers implements States {

    private static final int AT_ONCE = 100;
    private static final int TRIES = 5;
    private static final int FEW = 500;
    private static final Set<String> GONE = Set.of("42P01", "3F000", "XX000");
    private static final String PART = "\u001f";
    private static final String END = "\u001e";

    private static final String ONE =
            "SELECT %1$s, " + Fingerprint.SQL + ", COALESCE(max(orderexecuted), 0), %3$s FROM %2$s.databasechangelog";
    private static final String LOCKED = "SELECT %s FROM %s.databasechangeloglock WHERE locked";
    private static final String CHECKPOINTS =
            "(SELECT string_agg(concat_ws(E'\\x1f', changeset, rows, status, rejected), E'\\x1e') FROM %s.sluice_checkpoint)";
    private static final String REJECTS = "SELECT %s, changeset, count(*) FROM %s.sluice_reject GROUP BY changeset";
    private static final String ROWS = """
            SELECT %1$s, filename, id, author, md5sum, tag, orderexecuted FROM %2$s.databasechangelog""";

    /** One schema's ledger. */
    private record Ledger(String schema, String fingerprint, int order, List<Progress> progress) {

        boolean begun() {
            return progress.stream().anyMatch(Progress::running);
        }

        boolean lacks() {
            return progress.stream().anyMatch(one -> one.rejected() > 0);
        }
    }

    /** How far the checkpoint of a changeset is, in rows. */
    private record Progress(String changeset, long rows, boolean running, long rejected) {

        static Progress of(String text) {
            String[] parts = text.split(PART);
            return new Progress(
                    parts[0], Long.parseLong(parts[1]), parts[2].equals("running"), Long.parseLong(parts[3]));
        }
    }

    private record Rejected(String schema, String changeset, long rows) {}

    private record Recorded(String schema, String key, String checksum, String tag, int order) {}

    private final Sql sql;
    private final Map<String, Ledger> ledgers = new HashMap<>();
    private final Map<String, List<Recorded>> rows = new HashMap<>();
    private final Set<String> locked = new HashSet<>();
    private final Map<String, List<Rejected>> rejected = new HashMap<>();
    private List<String> schemas = List.of();

    private Ledgers(Connection connection) {
        this.sql = Sql.on(connection);
    }

    /** Reads what stands in these schemas now; where we may not read, nothing is known. */
    static Ledgers read(Connection connection, List<String> schemas) throws SQLException {
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
    static Ledgers joined(List<String> schemas, Ledgers some, Ledgers others) {
        some.schemas = schemas;
        some.ledgers.putAll(others.ledgers);
        some.rows.putAll(others.rows);
        some.locked.addAll(others.locked);
        some.rejected.putAll(others.rejected);
        return some;
    }

    private static Ledgers once(Connection connection, List<String> schemas) throws SQLException {
        Ledgers read = new Ledgers(connection);
        read.schemas = schemas;
        Set<String> tables = read.tables();
        read.readFingerprints(tables);
        read.readLocksAndRejects(tables);
        read.readRows();
        return read;
    }

    private void readFingerprints(Set<String> tables) throws SQLException {
        List<String> known = schemas.stream()
                .filter(schema -> tables.contains(schema + "\0databasechangelog"))
                .toList();
        portions(known, schema -> one(schema, tables), Ledgers::ledger)
                .forEach(ledger -> ledgers.put(ledger.schema(), ledger));
    }

    private void readLocksAndRejects(Set<String> tables) throws SQLException {
        locked.addAll(portions(
                worthAsking(tables, "databasechangeloglock"),
                schema -> LOCKED.formatted(Literal.of(schema), Identifier.of(schema)),
                row -> row.getString(1)));
        rejected.putAll(portions(
                        worthAsking(tables, "sluice_reject"),
                        schema -> REJECTS.formatted(Literal.of(schema), Identifier.of(schema)),
                        row -> new Rejected(row.getString(1), row.getString(2), row.getLong(3)))
                .stream()
                .collect(Collectors.groupingBy(Rejected::schema)));
    }

    /** The rows of one schema for each fingerprint: the others with it have the same. */
    private void readRows() throws SQLException {
        Map<String, String> samples = new HashMap<>();
        ledgers.values().forEach(ledger -> samples.putIfAbsent(ledger.fingerprint(), ledger.schema()));
        portions(
                        List.copyOf(samples.values()),
                        schema -> ROWS.formatted(Literal.of(schema), Identifier.of(schema)),
                        Ledgers::recorded)
                .forEach(row -> rows.computeIfAbsent(ledgers.get(row.schema()).fingerprint(), none -> new ArrayList<>())
                        .add(row));
    }

    /**
     * Whose lock and whose rejects matter: a table that is opened costs as much as a ledger. Where there are many, a row
     * that somebody left locked in a schema that is done waits until there is something to do.
     */
    private List<String> worthAsking(Set<String> tables, String table) {
        return ledgers.values().stream()
                .filter(ledger -> schemas.size() <= FEW || ledger.begun() || ledger.lacks())
                .map(Ledger::schema)
                .filter(schema -> tables.contains(schema + '\0' + table))
                .toList();
    }

    @Override
    public Map<String, Integer> orders() {
        return ledgers.values().stream().collect(Collectors.toMap(Ledger::schema, Ledger::order));
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

    /** What a ledger amounts to. */
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
        Ledger ledger = ledgers.get(schema);
        if (ledger == null) {
            return new SchemaState(schema, false, 0, wanted, 0, "", false, 0, 0, false, "", 0);
        }
        Standing standing = known.getOrDefault(ledger.fingerprint(), Standing.EMPTY);
        // only checkpoints of this changelog: a schema may be the home of several systems
        List<Progress> own = ledger.progress().stream()
                .filter(one -> keys.contains(one.changeset()))
                .toList();
        return new SchemaState(
                schema,
                true,
                standing.done(),
                wanted,
                standing.changed(),
                standing.tag(),
                locked.contains(schema),
                own.stream().mapToLong(Progress::rows).sum(),
                rejected.getOrDefault(schema, List.of()).stream()
                        .filter(one -> keys.contains(one.changeset()))
                        .mapToLong(Rejected::rows)
                        .sum(),
                own.stream().anyMatch(Progress::running),
                ledger.fingerprint(),
                ledger.order());
    }

    /** Which of the tables are there and may be read; each step is written out, because the planner expects few schemas. */
    private Set<String> tables() throws SQLException {
        return new HashSet<>(sql.rows(
                """
                WITH ours AS MATERIALIZED (
                    SELECT oid, nspname FROM pg_namespace
                    WHERE nspname = ANY (?) AND has_schema_privilege(oid, 'USAGE')
                ), found AS MATERIALIZED (
                    SELECT n.nspname, c.relname, c.oid FROM ours n JOIN pg_class c ON c.relnamespace = n.oid
                    WHERE c.relkind IN ('r', 'p') AND c.relname IN (
                        'databasechangelog', 'databasechangeloglock', 'sluice_checkpoint', 'sluice_reject')
                )
                SELECT nspname, relname FROM found WHERE has_table_privilege(oid, 'SELECT')
                """, row -> row.getString(1) + '\0' + row.getString(2), (Object) schemas.toArray(String[]::new)));
    }

    private <T> List<T> portions(List<String> some, Function<String, String> query, Sql.RowMapper<T> mapper)
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
                tables.contains(schema + "\0sluice_checkpoint") ? CHECKPOINTS.formatted(quoted) : "NULL");
    }

    private static Ledger ledger(ResultSet row) throws SQLException {
        return new Ledger(row.getString(1), row.getString(2), row.getInt(3), progress(row.getString(4)));
    }

    private static Recorded recorded(ResultSet row) throws SQLException {
        String key = Expected.key(row.getString(2), row.getString(3), row.getString(4));
        return new Recorded(row.getString(1), key, row.getString(5), row.getString(6), row.getInt(7));
    }

    private static List<Progress> progress(String text) {
        return text == null
                ? List.of()
                : Stream.of(text.split(END)).map(Progress::of).toList();
    }
}
