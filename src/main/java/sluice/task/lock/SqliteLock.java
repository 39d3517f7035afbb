package sluice.task.lock;

import java.sql.Connection;
import java.sql.SQLException;
import liquibase.Scope;
import liquibase.database.Database;
import liquibase.database.core.SQLiteDatabase;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LockException;
import liquibase.lockservice.StandardLockService;
import sluice.sql.Sql;
import sluice.task.StockClient;

/**
 * Liquibase's lock of a file of SQLite: the stock row, taken over from a process of this machine that was killed. Rows of
 * other programs and of other machines are respected.
 */
public final class SqliteLock extends StandardLockService {

    private static final String TABLE = """
            SELECT count(*) FROM sqlite_master WHERE type = 'table' AND lower(name) = 'databasechangeloglock'""";
    private static final String HOLDER = "SELECT lockedby FROM databasechangeloglock WHERE id = 1 AND locked";
    private static final String FREE = """
            UPDATE databasechangeloglock SET locked = 0, lockgranted = NULL, lockedby = NULL
            WHERE id = 1 AND locked AND lockedby = ?""";

    @Override
    public int getPriority() {
        return PRIORITY_DEFAULT + 10;
    }

    @Override
    public boolean supports(Database database) {
        return !StockClient.isAlone()
                && database instanceof SQLiteDatabase
                && database.getConnection() instanceof JdbcConnection;
    }

    @Override
    public boolean acquireLock() throws LockException {
        Connection connection = ((JdbcConnection) database.getConnection()).getUnderlyingConnection();
        try {
            if (!connection.isReadOnly() && reclaim(connection)) {
                Scope.getCurrentScope()
                        .getLog(getClass())
                        .info("Reclaimed the changelog lock of a process that no longer exists");
            }
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
        } catch (SQLException trouble) {
            throw new LockException(trouble);
        }
        return super.acquireLock();
    }

    /** Frees the row of a process that has ended. */
    public static boolean reclaim(Connection connection) throws SQLException {
        Sql sql = Sql.on(connection);
        String holder = sql.number(TABLE) == 0 ? null : sql.text(HOLDER);
        boolean gone = holder != null
                && HolderProcess.of(holder).filter(HolderProcess::isGone).isPresent();
        return gone && sql.update(FREE, holder) > 0;
    }
}
