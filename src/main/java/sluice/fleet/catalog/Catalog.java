package sluice.fleet.catalog;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import sluice.environment.Settings;
import sluice.environment.connection.JdbcUrl;
import sluice.environment.connection.Target;

/** What a fleet asks of its database, where PostgreSQL and SQLite are asked differently. */
public interface Catalog {

    /** The one for this database. */
    static Catalog of(JdbcUrl url) {
        return url.isSqlite() ? new SqliteCatalog() : new PostgresCatalog();
    }

    /** The schemas in the order of work. Errors are those of {@link Tenants#find}. */
    List<String> schemas(Connection connection, Settings settings) throws SQLException;

    /** Reads what stands in the ledgers of these schemas now. */
    States read(Connection connection, List<String> schemas) throws SQLException;

    /**
     * The same for a whole fleet, on a second connection beside where that is worth it.
     *
     * @param target where further connections are opened
     */
    default States read(Target target, Connection connection, List<String> schemas) throws SQLException {
        return read(connection, schemas);
    }

    /** Begins a transaction that only reads, and that sees no change of others. */
    void beginSnapshot(Connection connection) throws SQLException;

    /** Frees Liquibase's lock row of the connection's schema, if its holder was killed. */
    void reclaim(Connection connection) throws SQLException;

    /** Whether an error says that a table or column is missing. */
    boolean isMissing(SQLException error);
}
