package sluice.batch.run;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sluice.batch.Key;
import sluice.batch.Pace;
import sluice.batch.StepKey;
import sluice.batch.trouble.BatchFailure;
import sluice.batch.walk.KeyColumns;
import sluice.batch.walk.Pages;
import sluice.batch.walk.Range;
import sluice.batch.walk.Walk;
import sluice.sql.Identifier;
import sluice.sql.Sql;

/** The beginning of a batch's transaction: limits, the right schema, the next range. */
public final class Transaction {

    /**
     * The settings of a batch as SQL: local, so that they end with the transaction. The walk must follow the index: a
     * planner misled by old statistics would sort the whole table for each batch. Plans are made for the values at hand,
     * since tables grow from nothing while they are walked (but not those of foreign keys); compiling them would take longer than running them. A commit
     * need not wait for the disk: data and checkpoint are lost together or not at all, and the end of a walk waits.
     */
    private static final String SETTINGS = """
            set_config('lock_timeout', '%d', true), set_config('statement_timeout', '%d', true), \
            set_config('idle_in_transaction_session_timeout', '%d', true), \
            set_config('plan_cache_mode', 'force_custom_plan', true), set_config('jit', 'off', true), \
            set_config('synchronous_commit', 'off', true), set_config('enable_sort', 'off', true), \
            set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true)""";

    /** The planner's own settings again, for the statements of the batch. */
    public static final String PLANNER_AGAIN =
            "set_config('enable_sort', NULL, true), set_config('enable_seqscan', NULL, true), "
                    + "set_config('enable_bitmapscan', NULL, true), set_config('plan_cache_mode', NULL, true)";

    private final Sql sql;
    private final Pace pace;
    private final Optional<Walk> walk;
    private final String schema;
    private final List<String> markers;

    /** Batches on a connection with autocommit off; without a walk they have no range. */
    public Transaction(Connection connection, Pace pace, Optional<Walk> walk) throws SQLException {
        this.sql = Sql.on(connection);
        this.pace = pace;
        this.walk = walk;
        this.schema = sql.text("SELECT current_schema()");
        this.markers = walk.isPresent()
                ? markers(connection, walk.get().table(), walk.get().key())
                : List.of();
    }

    /** The settings of a batch at this pace. */
    public static String settings(Pace pace) {
        return SETTINGS.formatted(
                pace.lockTimeout().toMillis(),
                pace.statementTimeout().toMillis(),
                pace.lease().toMillis());
    }

    /**
     * How a value of each key column is bound: as text, read by the column's own type.
     *
     * @throws BatchFailure if the table or a column is not in the current schema
     */
    public static List<String> markers(Connection connection, String table, Key key) throws SQLException {
        if (Pages.walks(key)) {
            return key.each(part -> "CAST(? AS bigint)");
        }
        List<String> markers = new ArrayList<>();
        for (String column : key.columns()) {
            String type = Sql.on(connection).text("""
                            SELECT format_type(a.atttypid, a.atttypmod)
                            FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
                            WHERE c.relnamespace = CAST(quote_ident(current_schema()) AS regnamespace)
                              AND c.relname = ? AND a.attname = ? AND NOT a.attisdropped
                            """, table, column);
            if (type == null) {
                throw new BatchFailure(
                        "There is no column " + column + " of a table " + table + " in the current schema. Correct the "
                                + "changeset's table and key.",
                        "42703");
            }
            markers.add("CAST(? AS " + type + ")");
        }
        return markers;
    }

    /** Begins a batch without a range: limits and schema only. */
    public void begin() throws SQLException {
        limit();
        sql.text("SELECT " + PLANNER_AGAIN);
    }

    /** Begins a batch and finds its range, up to a key; null if there is none. */
    Range begin(List<String> last, List<String> until, int rows) throws SQLException {
        if (walk.isEmpty() || until.isEmpty()) {
            begin();
            return walk.isEmpty() && last.isEmpty() ? Range.of(List.of("all")) : null;
        }
        List<Object> values = new ArrayList<>(last);
        values.addAll(until);
        values.add(rows);
        String next = walk.get().next(last.isEmpty() ? List.of() : markers, markers, "?", "::text");
        // three statements in one message: a batch is small, and each way to the server and back counts
        List<List<List<String>>> results = sql.results(
                "SELECT current_schema(), " + settings(pace) + "; " + next + "; SELECT " + PLANNER_AGAIN,
                values.toArray());
        require(results.get(0).get(0).get(0));
        return results.get(1).isEmpty() ? null : range(results.get(1).get(0));
    }

    /**
     * Looks at the columns of the walk before its first batch; gives what people should know.
     *
     * @throws BatchFailure if the walk would leave rows out without a word
     */
    Optional<String> examine(StepKey key) throws SQLException {
        if (walk.isEmpty()) {
            return Optional.empty();
        }
        KeyColumns columns = new KeyColumns(sql, walk.get());
        columns.require(key);
        return columns.missingIndex();
    }

    /** The last key behind another one, where a round of the walk is to end; empty if nothing is there. */
    List<String> end(List<String> last) throws SQLException {
        if (walk.isEmpty()) {
            return List.of();
        }
        limit();
        String end = walk.get().end(last.isEmpty() ? List.of() : markers, "::text");
        return sql.first(end, this::key, last.toArray()).orElse(List.of());
    }

    /** The commit of this transaction waits until nothing before it can be lost any more. */
    public void durable() throws SQLException {
        sql.text("SELECT set_config('synchronous_commit', NULL, true)");
    }

    private void limit() throws SQLException {
        require(sql.text("SELECT current_schema(), " + settings(pace)));
    }

    private void require(String now) throws SQLException {
        if (!schema.equals(now)) {
            throw new SQLException("The session's schema changed from " + schema + " to " + now + ".", "3F000");
        }
    }

    /** Rows that a walk will meet, by the planner's estimate. */
    public static long estimate(Connection connection, Walk walk) throws SQLException {
        return estimated(Sql.on(connection).text("EXPLAIN SELECT FROM " + walk.matching()));
    }

    /** Rows that the walk will meet behind a key, by the planner's estimate. */
    long estimate(List<String> last) throws SQLException {
        if (walk.isEmpty()) {
            return 0;
        }
        String chosen = walk.get().chosen(last.isEmpty() ? List.of() : markers);
        return estimated(sql.text(
                "EXPLAIN SELECT FROM " + Identifier.of(walk.get().table()) + " WHERE " + chosen, last.toArray()));
    }

    private static long estimated(String plan) {
        int start = plan.indexOf("rows=") + "rows=".length();
        return Long.parseLong(plan.substring(start, plan.indexOf(' ', start)));
    }

    /** Whether there are ranges at all. */
    boolean walks() {
        return walk.isPresent();
    }

    /** Where a trouble happened, for a message. */
    String place() {
        return walk.map(found -> " at table " + found.table()).orElse("");
    }

    private Range range(List<String> row) {
        int parts = markers.size();
        return new Range(row.subList(0, parts), row.subList(parts, 2 * parts), Long.parseLong(row.get(2 * parts)));
    }

    private List<String> key(ResultSet row) throws SQLException {
        List<String> key = new ArrayList<>();
        for (int i = 1; i <= markers.size(); i++) {
            key.add(row.getString(i));
        }
        return key;
    }
}
