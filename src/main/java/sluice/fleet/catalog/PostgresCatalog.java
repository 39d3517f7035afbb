package sluice.fleet.catalog;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import sluice.environment.Settings;
import sluice.environment.connection.Target;
import sluice.sql.Failure;
import sluice.sql.Meanwhile;
import sluice.task.lock.StaleLock;

/** A database of PostgreSQL: many schemas, asked a hundred at a time. */
final class PostgresCatalog implements Catalog {

    private static final String NO_TABLE = "42P01";
    private static final int WORTH_TWO = 500;
    private static final String NO_COLUMN = "42703";

    @Override
    public List<String> schemas(Connection connection, Settings settings) throws SQLException {
        return new Tenants(connection, settings).find();
    }

    @Override
    public States read(Connection connection, List<String> schemas) throws SQLException {
        return Ledgers.read(connection, schemas);
    }

    @Override
    public States read(Target target, Connection connection, List<String> schemas) throws SQLException {
        if (schemas.size() < WORTH_TWO) {
            return read(connection, schemas);
        }
        int half = schemas.size() / 2;
        Meanwhile<Ledgers> second = Meanwhile.ask("ledgers", () -> {
            try (Connection other = target.connect()) {
                return Ledgers.read(other, schemas.subList(half, schemas.size()));
            }
        });
        return Ledgers.joined(schemas, Ledgers.read(connection, schemas.subList(0, half)), second.answer());
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
