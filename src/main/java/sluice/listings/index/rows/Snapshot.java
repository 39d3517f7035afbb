package sluice.listings.index.rows;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import sluice.environment.connection.Target;
import sluice.sql.Literal;
import sluice.sql.Sql;

/** The listings at one moment, whatever is written meanwhile, for several sessions. Its own session is not thread-safe. */
public final class Snapshot implements AutoCloseable {

    private static final String NEXT = """
            SELECT max(id), count(*) FROM (
              SELECT id FROM listings WHERE id > ? AND id <= ? AND NOT is_deleted ORDER BY id LIMIT ?
            ) next_rows""";

    private final Target target;
    private final Duration statementTimeout;
    private final Connection connection;
    private final String name;

    private Snapshot(Target target, Duration statementTimeout) throws SQLException {
        this.target = target.readOnly();
        this.statementTimeout = statementTimeout;
        this.connection = session("");
        this.name = Sql.on(connection).text("SELECT pg_export_snapshot()");
    }

    /** Takes one; the target's search path must be the schema of the listings and no other. */
    public static Snapshot take(Target target, Duration statementTimeout) throws SQLException {
        return new Snapshot(target, statementTimeout);
    }

    /** A further session that sees the same, to read documents on. */
    public RowReader reader() throws SQLException {
        return new RowReader(session("SET TRANSACTION SNAPSHOT " + Literal.of(name)));
    }

    private Connection session(String seesWhat) throws SQLException {
        Connection session = target.connect();
        try {
            session.setAutoCommit(false);
            Sql sql = Sql.on(session);
            sql.run("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
            sql.run(seesWhat);
            // UTC makes the JSON's timestamps end in +00:00, wherever this runs
            sql.run("SET LOCAL TimeZone = 'UTC'; SET LOCAL jit = off; SET LOCAL max_parallel_workers_per_gather = 0;"
                    + " SET LOCAL idle_in_transaction_session_timeout = 0; SET LOCAL statement_timeout = "
                    + statementTimeout.toMillis());
            return session;
        } catch (SQLException | RuntimeException unusable) {
            session.close();
            throw unusable;
        }
    }

    /** By which versions of rows its documents are made. */
    public Marks marks() throws SQLException {
        Map<Long, Long> marks = new HashMap<>();
        Sql.on(connection).plainRows(Marks.QUERY, row -> marks.put(row.getLong(1), row.getLong(2)));
        return new Marks(marks);
    }

    /** How many listings have a document. */
    public long count() throws SQLException {
        return Sql.on(connection).number("SELECT count(*) FROM listings WHERE NOT is_deleted");
    }

    /** How many of them have a key up to this. */
    public long countUpTo(long key) throws SQLException {
        return Sql.on(connection).number("SELECT count(*) FROM listings WHERE NOT is_deleted AND id <= ?", key);
    }

    /**
     * The next listings of an interval as a range.
     *
     * @param number of the range
     * @param after where the interval begins, exclusive
     * @param upTo where it ends, inclusive: the range's end as well where no more listings are left than asked for
     * @param size at most so many
     */
    public KeyRange next(long number, long after, long upTo, int size) throws SQLException {
        return Sql.on(connection)
                .first(
                        NEXT,
                        row -> {
                            int rows = row.getInt(2);
                            return new KeyRange(number, after, rows < size ? upTo : row.getLong(1), rows);
                        },
                        after,
                        upTo,
                        size)
                .orElseThrow();
    }

    /** Its own session. */
    public Sql sql() {
        return Sql.on(connection);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
