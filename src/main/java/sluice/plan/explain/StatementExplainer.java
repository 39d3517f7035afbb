package sluice.plan.explain;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.core.NativeQuery;
import org.postgresql.core.Parser;
import sluice.batch.Pace;
import sluice.sql.Failure;
import sluice.sql.Sql;

/** Tells of single statements which locks they take, for how long, and how much they read or write. Changes nothing. */
public final class StatementExplainer {

    /** A look at the server takes no longer. */
    static final int PATIENCE_MILLIS = 2000;

    private static final String LIMITS =
            "SELECT set_config('lock_timeout', '1000', true), set_config('statement_timeout', '%d', true)";
    static final int SAMPLE = 10_000;
    private static final Pattern WRITTEN = Pattern.compile(
            "(?i)\\b(?:UPDATE(?: ONLY)?|DELETE FROM(?: ONLY)?|INSERT INTO) (?!SET\\b)((?:\"[^\"]++\"|[\\w$.])++)");
    private static final Pattern ROWS = Pattern.compile("rows=(\\d+)");
    // measured on a table of two million rows with two indexes: what a row costs, by one of a sample that is read
    private static final Map<Effect.Extent, Double> COSTS =
            Map.of(Effect.Extent.READS, 1.0, Effect.Extent.BUILDS, 15.0, Effect.Extent.REWRITES, 25.0);
    private static final String SIZE = """
            SELECT greatest(c.reltuples, 0)::bigint || ' rows, ' || pg_size_pretty(pg_table_size(c.oid)),
                greatest(c.reltuples, 0)::bigint
            FROM pg_class c WHERE c.oid = to_regclass(?)
            """;
    private static final String HELD = """
            SELECT l.mode || CASE WHEN l.mode = 'RowExclusiveLock' THEN ' and the changed rows' ELSE '' END, c.relname
            FROM (SELECT DISTINCT ON (relation) relation, mode FROM pg_locks
                  WHERE pid = pg_backend_pid() AND locktype = 'relation'
                  ORDER BY relation, array_position(ARRAY['AccessExclusiveLock', 'ExclusiveLock', 'ShareRowExclusiveLock',
                    'ShareLock', 'ShareUpdateExclusiveLock', 'RowExclusiveLock', 'RowShareLock', 'AccessShareLock'], mode)) l
            JOIN pg_class c ON c.oid = l.relation
            WHERE c.relkind IN ('r', 'p') AND c.relnamespace = quote_ident(current_schema())::regnamespace
            ORDER BY 2
            """;

    private final Connection connection;
    private final Pace pace;

    /** On a connection with autocommit off, which may be read-only; each look is rolled back. */
    public StatementExplainer(Connection connection, Pace pace) {
        this.connection = connection;
        this.pace = pace;
    }

    /**
     * Lines for people, of one statement or several separated by semicolons.
     *
     * @param longest for how long locks on rows are held, in words
     */
    public List<String> explain(String sql, String longest) throws SQLException {
        Set<String> lines = new LinkedHashSet<>();
        for (NativeQuery statement : Parser.parseJdbcSql(sql, true, false, true, false, false)) {
            List<Effect> effects = Effect.of(statement.nativeSql);
            for (Effect effect : effects) {
                lines.add("locks: " + effect.told() + size(effect));
            }
            if (effects.isEmpty()) {
                lines.addAll(planned(List.of(statement.nativeSql), longest));
            }
        }
        if (lines.size() > 1) {
            lines.remove("locks: " + Effect.NONE.told());
        }
        return List.copyOf(lines);
    }

    private String size(Effect effect) throws SQLException {
        if (effect.extent() == Effect.Extent.MOMENT) {
            return "";
        }
        begin(PATIENCE_MILLIS);
        Optional<Map.Entry<String, Long>> found =
                Sql.on(connection).first(SIZE, row -> Map.entry(row.getString(1), row.getLong(2)), effect.table());
        String writes = effect.letsWrite() ? "; reads and writes go on" : "; others wait to write to it";
        if (found.isEmpty()) {
            return " (an earlier changeset of this run makes it)" + writes;
        }
        Sample sample = sample("SELECT * FROM " + effect.table() + " LIMIT " + SAMPLE);
        double seconds = found.get().getValue() * sample.secondsPerRow() * COSTS.get(effect.extent());
        return String.format(Locale.ROOT, " (%s: about %.1f s)%s", found.get().getKey(), seconds, writes);
    }

    /** Rows that were read to see how long one takes; no rows and 0 seconds if nothing could be read. */
    record Sample(long rows, double secondsPerRow) {}

    /** Reads a sample. */
    Sample sample(String query) throws SQLException {
        long start = System.nanoTime();
        Long read = attempt("SELECT count(s) FROM (" + query + ") s", PATIENCE_MILLIS);
        return read == null || read == 0
                ? new Sample(0, 0)
                : new Sample(read, (System.nanoTime() - start) / 1e9 / read);
    }

    /** The locks that statements take are those that planning them takes. */
    List<String> planned(List<String> statements, String longest) throws SQLException {
        List<String> lines = new ArrayList<>();
        begin(PATIENCE_MILLIS);
        for (String statement : statements) {
            Savepoint before = connection.setSavepoint();
            try {
                long rows = Sql.on(connection).plainRows("EXPLAIN " + statement, row -> rows(row.getString(1))).stream()
                        .mapToLong(Long::longValue)
                        .max()
                        .orElse(0);
                if (statements.size() == 1 && rows > 0) {
                    lines.add("rows: " + rows + " (the planner's estimate)");
                }
            } catch (SQLException refused) {
                connection.rollback(before);
                lines.addAll(unplanned(statement, refused, longest));
            }
        }
        Sql.on(connection)
                .rows(HELD, row -> row.getString(1) + " on " + row.getString(2))
                .forEach(lock -> lines.add("locks: " + lock + ", " + longest));
        lines.add("waits for a lock: at most " + pace.lockTimeout().toMillis() + " ms, then again, " + pace.retries()
                + " times; rewrites: none, changed rows are written anew beside the old ones");
        connection.rollback();
        return lines;
    }

    /** What a statement locks for certain, although a table of its own is yet to be made. */
    private static List<String> unplanned(String statement, SQLException refused, String longest) {
        List<String> lines = new ArrayList<>();
        boolean missing = Failure.state(refused).equals("42P01");
        for (Matcher found = WRITTEN.matcher(statement); missing && found.find(); ) {
            if (!found.group(1).contains("sluice_undo_")) {
                lines.add("locks: RowExclusiveLock and the changed rows on " + found.group(1) + ", " + longest);
            }
        }
        return lines.isEmpty()
                ? List.of("locks: not known yet: "
                        + refused.getMessage().lines().findFirst().orElse(""))
                : lines;
    }

    private static long rows(String planned) {
        Matcher found = ROWS.matcher(planned);
        return found.find() ? Long.parseLong(found.group(1)) : 0;
    }

    /** A number that the server counts, or null if it takes too long or can't be had. */
    Long attempt(String query, int millis) throws SQLException {
        begin(millis);
        try {
            return Sql.on(connection).number(query);
        } catch (SQLException tooLong) {
            connection.rollback();
            if (Failure.of(tooLong) == Failure.LOST) {
                throw tooLong;
            }
            return null;
        }
    }

    /** Begins a look. */
    void begin(int millis) throws SQLException {
        connection.rollback();
        Sql.on(connection).text(LIMITS.formatted(millis));
    }
}
