package sluice.task.lock;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import liquibase.Scope;
import liquibase.database.Database;
import liquibase.database.core.PostgresDatabase;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LockException;
import liquibase.lockservice.StandardLockService;
import sluice.sql.Sql;
import sluice.task.StockClient;
import sluice.task.Surroundings;

/**
 * Liquibase's lock, so that nobody ever releases one by hand: a session-level advisory lock, which ends with its session,
 * and the stock row beside it, which keeps stock clients out. A row whose session is gone, which {@link LockMark} tells, is
 * taken over.
 */
public final class SchemaLock extends StandardLockService {

    // 4.33 and 5 drop lock services between taking and releasing; who holds what is known by connection.
    private static final Map<Connection, SignOfLife> HELD = Collections.synchronizedMap(new WeakHashMap<>());

    // Its process stands still, or its network is gone: a holder that lives is at work, or gives signs of life.
    private static final String END_SILENT = """
            SELECT count(pg_terminate_backend(a.pid))
            FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid,
                (SELECT %s AS number) n
            WHERE l.locktype = 'advisory' AND l.objsubid = 1 AND l.granted
              AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
              AND (CAST(l.classid AS bigint) << 32 | CAST(l.objid AS bigint)) = n.number
              AND (a.state <> 'active' OR a.wait_event_type = 'Client')
              AND a.state_change < clock_timestamp() - CAST(? AS interval)
              AND pg_has_role(a.usesysid, 'USAGE')
            """.formatted(StaleLock.NUMBER);

    @Override
    public int getPriority() {
        return PRIORITY_DEFAULT + 10;
    }

    @Override
    public boolean supports(Database database) {
        return !StockClient.isAlone()
                && database instanceof PostgresDatabase
                && database.getConnection() instanceof JdbcConnection;
    }

    @Override
    public boolean hasChangeLogLock() {
        return isPreview() ? super.hasChangeLogLock() : HELD.containsKey(connection());
    }

    @Override
    public boolean acquireLock() throws LockException {
        if (isPreview()) {
            return super.acquireLock();
        }
        if (HELD.containsKey(connection())) {
            return true;
        }
        try {
            if (!isFree()) {
                endSilentHolder();
                return false;
            }
            reclaim();
            if (super.acquireLock()) {
                HELD.put(connection(), SignOfLife.of(connection(), lease()));
                return true;
            }
            unlock();
            return false;
        } catch (SQLException trouble) {
            throw new LockException(trouble);
        }
    }

    @Override
    public void releaseLock() throws LockException {
        SignOfLife sign = isPreview() ? null : HELD.remove(connection());
        if (sign != null) {
            sign.close();
        }
        super.releaseLock();
        if (sign != null) {
            try {
                unlock();
            } catch (SQLException trouble) {
                throw new LockException(trouble);
            }
        }
    }

    private boolean isFree() throws SQLException {
        return "t".equals(Sql.on(connection()).text("SELECT pg_try_advisory_lock(" + StaleLock.NUMBER + ")"));
    }

    /** Ends the holder's session if it was silent for the whole lease; the next try finds the lock free. */
    private void endSilentHolder() throws SQLException {
        if (Sql.on(connection()).number(END_SILENT, lease().toMillis() + " milliseconds") > 0) {
            Scope.getCurrentScope()
                    .getLog(getClass())
                    .warning("Ended the session that held the changelog lock: it gave no sign of life for " + lease());
        }
        commit();
    }

    private static Duration lease() {
        return Surroundings.current().pace().lease();
    }

    /** Frees the row of a session that no longer exists; we hold the advisory lock, so no aware session is alive. */
    private void reclaim() throws SQLException {
        String table = Sql.on(connection())
                .text("SELECT to_regclass(quote_ident(current_schema()) || '.databasechangeloglock')");
        if (table != null && StaleLock.reclaim(connection())) {
            Scope.getCurrentScope()
                    .getLog(getClass())
                    .info("Reclaimed the changelog lock of a session that no longer exists");
        }
        commit();
    }

    private void unlock() throws SQLException {
        Sql.on(connection()).text("SELECT pg_advisory_unlock(" + StaleLock.NUMBER + ")");
        commit();
    }

    private void commit() throws SQLException {
        if (!connection().getAutoCommit()) {
            connection().commit();
        }
    }

    private Connection connection() {
        return ((JdbcConnection) database.getConnection()).getUnderlyingConnection();
    }

    private boolean isPreview() {
        return LockMark.isPreview(database);
    }
}
