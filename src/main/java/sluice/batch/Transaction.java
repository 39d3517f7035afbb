package sluice.batch;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sluice.sql.Identifier;
import sluice.sql.Sql;

/** The beginning of a batch's transaction: limits, the right schema, the next range. */
public final class Transaction {

    /**
     * The settings of a batch as SQL: local, so that they end with the transaction. The walk must follow the index: a
     * planner misled by old statistics would sort the whole table for each batch. What that does to costs would start the
     * compiler for every batch, which takes longer than the batch.
     */
    public static final String SETTINGS = """
            set_config('lock_timeout', '%d', true), set_config('statement_timeout', '%d', true), \
            set_config('idle_in_transaction_session_timeout', '%d', true), set_config('enable_sort', 'off', true), \
            set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true), \
            set_config('jit', 'off', true)""";

    /** The planner's own settings again, for the statements of the batch. */
    public static final String PLANNER_AGAIN =
            "set_config('enable_sort', NULL, true), set_config('enable_seqscan', NULL, true), "
                    + "set_config('enable_bitmapscan', NULL, true)";

    private final Sql sql;
    private final Pace pace;
    private final Optional<Walk> walk;
    private final String schema;
    private final List<String> markers;

    Transaction(Connection connection, Pace pace, Optional<Walk> walk) throws SQLException {
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
                pace.statementTimeout().toMillis() + pace.lease().toMillis());
    }

    /**
     * How a value of each key column is bound: as text, read by the column's own type.
     *
     * @throws BatchFailure if the table or a column is not in the current schema
     */
    public static List<String> markers(Connection connection, String table, Key key) throws SQLException {
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
                        new SQLException("no such column", "42703"));
            }
            markers.add("CAST(? AS " + type + ")");
        }
        return markers;
    }

    /** Begins a batch without a range: limits and schema only. */
    void begin() throws SQLException {
        limit();
        sql.text("SELECT " + PLANNER_AGAIN);
    }

    /** Begins a batch and finds its range; null if there is none. */
    Range begin(List<String> last, int rows) throws SQLException {
        limit();
        if (walk.isEmpty()) {
            sql.text("SELECT " + PLANNER_AGAIN);
            return last.isEmpty() ? Range.of(List.of("all")) : null;
        }
        List<Object> values = new ArrayList<>(last);
        values.add(rows);
        String next = walk.get().next(last.isEmpty() ? List.of() : markers, "?", "::text");
        Range range = sql.first(next, this::range, values.toArray()).orElse(null);
        sql.text("SELECT " + PLANNER_AGAIN);
        return range;
    }

    private void limit() throws SQLException {
        String now = sql.text("SELECT current_schema(), " + settings(pace));
        if (!schema.equals(now)) {
            throw new SQLException("The session's schema changed from " + schema + " to " + now + ".", "3F000");
        }
    }

    /** Rows that the walk will meet, by the planner's estimate. */
    long estimate() throws SQLException {
        if (walk.isEmpty()) {
            return 0;
        }
        String where = walk.get().where();
        String plan = sql.text("EXPLAIN SELECT FROM " + Identifier.of(walk.get().table())
                + (where.isEmpty() ? "" : " WHERE " + where));
        int start = plan.indexOf("rows=") + "rows=".length();
        return Long.parseLong(plan.substring(start, plan.indexOf(' ', start)));
    }

    private Range range(ResultSet row) throws SQLException {
        int parts = walk.orElseThrow().key().columns().size();
        List<String> from = new ArrayList<>();
        List<String> to = new ArrayList<>();
        for (int i = 1; i <= parts; i++) {
            from.add(row.getString(i));
            to.add(row.getString(parts + i));
        }
        return new Range(from, to, row.getLong(2 * parts + 1));
    }
}
