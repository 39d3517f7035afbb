package sluice.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import sluice.sql.Sql;

/**
 * For how long the tables of a schema were locked against writers, or against everybody: looked at every other
 * millisecond on a session of its own, so that each lock is known to that measure. Locks that only others of the watched
 * sessions wait for count as well; the lock under which a table gets its next page, which every insert takes, does not.
 */
public final class LockWatch implements AutoCloseable {

    private static final String HELD = """
            SELECT DISTINCT l.virtualtransaction
            FROM pg_locks l
            JOIN pg_class c ON c.oid = l.relation
            WHERE l.granted AND l.locktype = 'relation' AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
                AND l.mode IN ('ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')
                AND c.relkind = 'r' AND c.relnamespace = CAST(quote_ident(current_schema()) AS regnamespace)
                AND NOT starts_with(c.relname, 'sluice_') AND NOT starts_with(c.relname, 'databasechangelog')
                AND c.relname <> 'migration_log'
            """;
    private static final Duration INTERVAL = Duration.ofMillis(2);

    private final Connection connection;
    private final Thread thread = new Thread(this::watch, "lock-watch");
    private volatile boolean isOver;
    private volatile SQLException trouble;
    private long total;
    private long longest;

    /** Watches the connection's current schema from now on; the connection is closed with the watch. */
    public LockWatch(Connection connection) {
        this.connection = connection;
        thread.start();
    }

    /** The sum of all times under such locks. Ends the watch. */
    public Duration total() throws SQLException {
        close();
        return Duration.ofNanos(total);
    }

    /** The longest single time under such locks. Ends the watch. */
    public Duration longest() throws SQLException {
        close();
        return Duration.ofNanos(longest);
    }

    private void watch() {
        try {
            Sql sql = Sql.on(connection);
            List<String> before = List.of();
            long since = System.nanoTime();
            long hold = 0;
            while (!isOver) {
                List<String> now = sql.rows(HELD, row -> row.getString(1));
                long time = System.nanoTime();
                boolean goesOn = before.stream().anyMatch(now::contains);
                // of a lock that was seen once, half the time between two looks
                long part = goesOn ? time - since : before.isEmpty() && now.isEmpty() ? 0 : (time - since) / 2;
                hold = now.isEmpty() && before.isEmpty() ? 0 : hold + part;
                total += part;
                longest = Math.max(longest, hold);
                hold = now.isEmpty() ? 0 : hold;
                before = now;
                since = time;
                Thread.sleep(INTERVAL.toMillis());
            }
        } catch (SQLException e) {
            trouble = e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws SQLException {
        isOver = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        connection.close();
        if (trouble != null) {
            throw trouble;
        }
    }
}
