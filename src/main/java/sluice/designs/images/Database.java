package sluice.designs.images;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import sluice.batch.Backoff;
import sluice.environment.Settings;
import sluice.environment.connection.Target;
import sluice.sql.Failure;
import sluice.sql.Sql;

/** One session for all threads, one at a time; a lost one comes back. Work that may pass is tried again, whole. */
public final class Database implements AutoCloseable {

    private final Target target;
    private final Duration lockTimeout;
    private final Duration statementTimeout;
    private final int retries;
    private Connection connection;

    /** What is done in a session; done again from its beginning after trouble that passes. */
    @FunctionalInterface
    public interface Work<T> {
        /** Does it; the transaction is the caller's. */
        T on(Connection connection) throws SQLException;
    }

    /** A database in whose first schema the tables are; connects when it is first used. */
    public Database(Target target, Settings settings) {
        this.target = target;
        this.lockTimeout = settings.lockTimeout();
        this.statementTimeout = settings.statementTimeout();
        this.retries = settings.retries();
    }

    /** Another session on the same database, with the same limits. */
    private Database(Database other) {
        this.target = other.target;
        this.lockTimeout = other.lockTimeout;
        this.statementTimeout = other.statementTimeout;
        this.retries = other.retries;
    }

    /** Another session on the same database. */
    public Database another() {
        return new Database(this);
    }

    /** Does the work in one transaction. */
    public synchronized <T> T with(Work<T> work) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try {
                return once(work);
            } catch (SQLException trouble) {
                var kind = Failure.of(trouble);
                if (kind != Failure.TRANSIENT && kind != Failure.LOST || attempt > retries) {
                    throw trouble;
                }
                Backoff.pause(Backoff.before(attempt));
            }
        }
    }

    private <T> T once(Work<T> work) throws SQLException {
        if (connection == null) {
            connection = open();
        }
        try {
            T result = work.on(connection);
            connection.commit();
            return result;
        } catch (SQLException | RuntimeException trouble) {
            rollBack();
            throw trouble;
        }
    }

    private Connection open() throws SQLException {
        var opened = target.connect();
        opened.setAutoCommit(false);
        Sql.on(opened)
                .text(
                        "SELECT set_config('lock_timeout', ?, false), set_config('statement_timeout', ?, false)",
                        String.valueOf(lockTimeout.toMillis()),
                        String.valueOf(statementTimeout.toMillis()));
        opened.commit();
        return opened;
    }

    private void rollBack() {
        try {
            connection.rollback();
        } catch (SQLException lost) {
            drop();
        }
        if (connection != null && !isAlive()) {
            drop();
        }
    }

    private boolean isAlive() {
        try {
            return !connection.isClosed() && connection.isValid(1);
        } catch (SQLException dead) {
            return false;
        }
    }

    private void drop() {
        try {
            connection.close();
        } catch (SQLException dead) {
            // it was of no use any more
        }
        connection = null;
    }

    @Override
    public synchronized void close() {
        if (connection != null) {
            drop();
        }
    }
}
