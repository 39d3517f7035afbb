package sluice.batch;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import sluice.environment.TestDatabase;

/** A database whose schema {@code tenant} has the tables of changelogs/ledger, made without Liquibase. */
public final class LedgerDatabase implements AutoCloseable {

    private static final String TABLES = """
            CREATE TABLE sluice_checkpoint (
                changeset text NOT NULL, step int NOT NULL, status varchar(20) NOT NULL DEFAULT 'running', last_key text[],
                rows bigint NOT NULL DEFAULT 0, batches bigint NOT NULL DEFAULT 0, rejected bigint NOT NULL DEFAULT 0,
                counts jsonb NOT NULL DEFAULT '{}', fence bigint NOT NULL DEFAULT 1, owner text, lease_until timestamptz,
                started_at timestamptz DEFAULT clock_timestamp(), updated_at timestamptz, finished_at timestamptz,
                PRIMARY KEY (changeset, step));
            CREATE TABLE sluice_reject (
                changeset text NOT NULL, step int NOT NULL, key text[] NOT NULL, sqlstate varchar(5) NOT NULL, message text,
                rejected_at timestamptz DEFAULT clock_timestamp(), PRIMARY KEY (changeset, step, key));
            """;

    private final TestDatabase database = TestDatabase.create();

    public LedgerDatabase() {
        database.execute("CREATE SCHEMA tenant; SET search_path = tenant; " + TABLES);
    }

    /** A session as the engine wants it: in the tenant's schema, autocommit off. */
    public Connection connect() throws SQLException {
        Connection connection = database.migration().connect();
        connection.setSchema("tenant");
        connection.setAutoCommit(false);
        return connection;
    }

    public void execute(String statements) {
        database.execute("SET search_path = tenant; " + statements);
    }

    public List<List<Object>> query(String query) {
        return database.query(query);
    }

    /** How often the rows of a table were worked on: the number of rows by the number of times. */
    public List<List<Object>> times() {
        return query("SELECT times, count(*) FROM tenant.items GROUP BY times ORDER BY times");
    }

    /** A session of the engine's is gone, as if the network had been cut. */
    public static void terminate(LedgerDatabase database, Connection connection) throws SQLException {
        int process = connection.unwrap(org.postgresql.PGConnection.class).getBackendPID();
        database.database.superuser().query("SELECT pg_terminate_backend(" + process + ", 5000)");
    }

    @Override
    public void close() {
        database.close();
    }
}
