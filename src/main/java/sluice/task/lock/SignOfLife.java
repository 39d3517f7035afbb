package sluice.task.lock;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.postgresql.core.BaseConnection;

/**
 * Lets the server see that the holder of a lock lives, even while it computes for long between two statements: a session
 * that has been silent for the whole lease is taken for one whose process stands still. Ends with the connection.
 */
final class SignOfLife implements AutoCloseable {

    private final Thread thread;

    private SignOfLife(Thread thread) {
        this.thread = thread;
    }

    /** Begins to give a sign four times per lease; the driver lets it wait while the connection is at work. */
    static SignOfLife of(Connection connection, Duration lease) {
        Thread thread = new Thread(() -> give(connection, lease.dividedBy(4)), "sign of life");
        thread.setDaemon(true);
        thread.start();
        return new SignOfLife(thread);
    }

    private static void give(Connection connection, Duration every) {
        try {
            while (!connection.isClosed()) {
                Thread.sleep(every.toMillis());
                one(connection);
            }
        } catch (InterruptedException | SQLException ended) {
            // the lock was released, or the connection is gone and the lock with it
        }
    }

    private static void one(Connection connection) throws SQLException {
        // Without the BEGIN that the driver sends before a statement: decided on while the connection was at work, it
        // would open a transaction under the next statement, which may be one that can't run in any, such as a build of
        // an index.
        try {
            connection
                    .unwrap(BaseConnection.class)
                    .execSQLQuery("SELECT 1")
                    .getStatement()
                    .close();
        } catch (SQLException aborted) {
            // a transaction that failed refuses everything until its owner ends it; that refusal is a sign as well
            if (!"25P02".equals(aborted.getSQLState())) {
                throw aborted;
            }
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
