package sluice.listings.index.rows;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import sluice.environment.Target;
import sluice.sql.Literal;
import sluice.sql.Sql;

/** The listings at one moment, whatever is written meanwhile, for several sessions. Its own session is not thread-safe. */
public final class Snapshot implements AutoCloseable {

    // Rows that transactions wrote which this snapshot's older one could not see; a row too many does no harm.
    private static final String CHANGED = """
            SELECT DISTINCT id FROM (
              SELECT id FROM listings WHERE age(xmin) <= age(CAST(? AS xid))
              UNION ALL SELECT listing_id FROM listing_images WHERE age(xmin) <= age(CAST(? AS xid))
              UNION ALL SELECT listing_id FROM listing_attributes WHERE age(xmin) <= age(CAST(? AS xid))
              UNION ALL SELECT listing_id FROM listing_tags WHERE age(xmin) <= age(CAST(? AS xid))
              UNION ALL SELECT listing_id FROM listing_locations WHERE age(xmin) <= age(CAST(? AS xid))
            ) changed ORDER BY id""";

    private final Target target;
    private final Duration statementTimeout;
    private final Connection connection;
    private final String name;
    private final String horizon;

    private Snapshot(Target target, Duration statementTimeout) throws SQLException {
        this.target = target.readOnly();
        this.statementTimeout = statementTimeout;
        this.connection = session("");
        this.name = Sql.on(connection).text("SELECT pg_export_snapshot()");
        this.horizon = Sql.on(connection).text("SELECT CAST(pg_snapshot_xmin(pg_current_snapshot()) AS xid)");
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

    /** The oldest transaction that was still open: what a later one wrote, this snapshot may not show. */
    public String horizon() {
        return horizon;
    }

    /** The listings in which something was written since a snapshot with that horizon; not those whose rows are gone. */
    public List<Long> changedSince(String horizon) throws SQLException {
        return Sql.on(connection).rows(CHANGED, row -> row.getLong(1), horizon, horizon, horizon, horizon, horizon);
    }

    /** How many listings have a document. */
    public long count() throws SQLException {
        return Sql.on(connection).number("SELECT count(*) FROM listings WHERE NOT is_deleted");
    }

    /** How many of them have a key up to this. */
    public long countUpTo(long key) throws SQLException {
        return Sql.on(connection).number("SELECT count(*) FROM listings WHERE NOT is_deleted AND id <= ?", key);
    }

    Sql sql() {
        return Sql.on(connection);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
