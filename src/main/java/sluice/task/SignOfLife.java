package sluice.task;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

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
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT 1");
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
