package sluice.batch.throttle;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import sluice.sql.Sql;

/**
 * Whether others wait for our locks. Ours end with each batch, so it is looked from within a batch; afterwards those who
 * waited get a moment without us. A waiting change of the table itself (DDL) is let through, too.
 */
final class Waiters implements Indicator {

    private static final long MOMENT = Duration.ofMillis(500).toNanos();
    private static final String BLOCKED = """
            SELECT count(*) FROM pg_locks l
            WHERE NOT l.granted AND pg_backend_pid() = ANY (pg_blocking_pids(l.pid))
            """;
    private static final String QUEUE = """
            SELECT count(*) FROM pg_locks l
            WHERE l.locktype = 'relation' AND NOT l.granted
              AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
              AND l.relation = to_regclass(quote_ident(current_schema()) || '.' || quote_ident(?))
            """;

    private long waited;
    private long until;

    @Override
    public String name() {
        return "others waiting for our locks";
    }

    /** Looks from within a batch. */
    void look(Sql sql) throws SQLException {
        waited = sql.number(BLOCKED);
        until = waited > 0 ? System.nanoTime() + MOMENT : 0;
    }

    /** Whether somebody waited at the last look. */
    boolean saw() {
        return waited > 0;
    }

    @Override
    public Optional<String> trouble(Sql sql, String table) throws SQLException {
        if (until != 0 && System.nanoTime() < until) {
            return Optional.of(waited + " sessions waited for the locks of the last batch");
        }
        long queue = table.isEmpty() ? 0 : sql.number(QUEUE, table);
        return queue == 0 ? Optional.empty() : Optional.of(queue + " sessions wait for a lock on " + table);
    }
}
