package sluice.fleet;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import sluice.environment.Settings;
import sluice.sql.Failure;
import sluice.task.StaleLock;

/** A database of PostgreSQL: many schemas, asked a hundred at a time. */
final class PostgresCatalog implements Catalog {

    private static final String NO_TABLE = "42P01";
    private static final String NO_COLUMN = "42703";

    @Override
    public List<String> schemas(Connection connection, Settings settings) throws SQLException {
        return new Tenants(connection, settings).find();
    }

    @Override
    public States read(Connection connection, List<String> schemas) throws SQLException {
        return Histories.read(connection, schemas);
    }

    @Override
    public void beginSnapshot(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        connection.setReadOnly(true);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    }

    @Override
    public void reclaim(Connection connection) throws SQLException {
        StaleLock.reclaimUnlocked(connection);
    }

    @Override
    public boolean isMissing(SQLException error) {
        return List.of(NO_TABLE, NO_COLUMN).contains(Failure.state(error));
    }
}
