package sluice.task;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import liquibase.Scope;
import liquibase.database.Database;
import liquibase.database.core.PostgresDatabase;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LockException;
import liquibase.executor.ExecutorService;
import liquibase.lockservice.StandardLockService;
import sluice.sql.Sql;

/**
 * Liquibase's lock, so that nobody ever releases one by hand: a session-level advisory lock, which ends with its session,
 * and the stock row beside it, which keeps stock clients out. A row whose session is gone is taken over.
 */
public final class SchemaLock extends StandardLockService {

    // 4.33 and 5 drop lock services between taking and releasing; who holds what is known by connection.
    private static final Map<Connection, Boolean> HELD = Collections.synchronizedMap(new WeakHashMap<>());

    private static final String NUMBER =
            "hashtextextended('sluice lock ' || current_database() || ' ' || current_schema(), 0)";
    private static final String MARK = """
            UPDATE databasechangeloglock
            SET lockedby = left(lockedby, 190) || ' [pg ' || pg_backend_pid() || '@' || (
                SELECT floor(extract(epoch FROM backend_start)) FROM pg_stat_activity WHERE pid = pg_backend_pid()) || ']'
            WHERE id = 1 AND locked
            """;
    private static final String RECLAIM = """
            UPDATE databasechangeloglock l SET locked = FALSE, lockgranted = NULL, lockedby = NULL
            WHERE l.id = 1 AND l.locked AND l.lockedby ~ '\\[pg \\d+@\\d+\\]$' AND NOT EXISTS (
                SELECT FROM pg_stat_activity a
                WHERE a.pid = CAST(substring(l.lockedby FROM '\\[pg (\\d+)@\\d+\\]$') AS integer)
                  AND (a.backend_start IS NULL OR CAST(floor(extract(epoch FROM a.backend_start)) AS text)
                       = substring(l.lockedby FROM '\\[pg \\d+@(\\d+)\\]$')))
            """;

    @Override
    public int getPriority() {
        return PRIORITY_DEFAULT + 10;
    }

    @Override
    public boolean supports(Database database) {
        return database instanceof PostgresDatabase && database.getConnection() instanceof JdbcConnection;
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
            boolean free = "t".equals(Sql.on(connection()).text("SELECT pg_try_advisory_lock(" + NUMBER + ")"));
            if (!free) {
                return false;
            }
            reclaim();
            if (super.acquireLock()) {
                mark();
                HELD.put(connection(), true);
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
        super.releaseLock();
        if (!isPreview() && HELD.remove(connection()) != null) {
            try {
                unlock();
            } catch (SQLException trouble) {
                throw new LockException(trouble);
            }
        }
    }

    /** Frees the row of a session that no longer exists; we hold the advisory lock, so no aware session is alive. */
    private void reclaim() throws SQLException {
        String table = Sql.on(connection())
                .text("SELECT to_regclass(quote_ident(current_schema()) || '.databasechangeloglock')");
        if (table != null && Sql.on(connection()).update(RECLAIM) > 0) {
            Scope.getCurrentScope()
                    .getLog(getClass())
                    .info("Reclaimed the changelog lock of a session that no longer exists");
        }
        commit();
    }

    private void mark() throws SQLException {
        Sql.on(connection()).update(MARK);
        commit();
    }

    private void unlock() throws SQLException {
        Sql.on(connection()).text("SELECT pg_advisory_unlock(" + NUMBER + ")");
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
        return !Scope.getCurrentScope()
                .getSingleton(ExecutorService.class)
                .getExecutor("jdbc", database)
                .updatesDatabase();
    }
}
