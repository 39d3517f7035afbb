package sluice.environment;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A PostgreSQL for tests: a fresh database on the server of this test run, gone when it is closed. */
public final class TestDatabase implements AutoCloseable {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String OBJECT_IN_USE = "55006";
    private static final long FIVE_SECONDS = 5_000_000_000L;

    private final TestServer server;
    private final String name;
    private final List<String> roles = new ArrayList<>();

    private TestDatabase(TestServer server, String name) {
        this.server = server;
        this.name = name;
    }

    /** An empty database. */
    public static TestDatabase create() {
        return create(TestServer.current(), "template1");
    }

    private static TestDatabase create(TestServer server, String template) {
        // The process in the name lets the next run drop what a killed one left.
        String name = "test_" + ProcessHandle.current().pid() + "_" + NUMBER.incrementAndGet();
        String statement = "CREATE DATABASE " + name + " TEMPLATE " + template;
        long end = System.nanoTime() + FIVE_SECONDS;
        while (true) {
            try {
                administer(server, statement);
                return new TestDatabase(server, name);
            } catch (SQLException e) {
                // A closed session ends a moment later on the server, and a template must have none.
                if (!OBJECT_IN_USE.equals(e.getSQLState()) || System.nanoTime() > end) {
                    throw new IllegalStateException("Can't create a test database: " + e.getMessage(), e);
                }
                Thread.onSpinWait();
            }
        }
    }

    /** Another database with all that is in this one; nobody may be connected to this one meanwhile. */
    public TestDatabase copy() {
        return create(server, name);
    }

    /** The JDBC address. */
    public String url() {
        return server.url(name);
    }

    /** A superuser. */
    public String username() {
        return server.username();
    }

    /** The superuser's password. */
    public String password() {
        return server.password();
    }

    /** The database's name. */
    public String name() {
        return name;
    }

    /** A session of the superuser. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), username(), password());
    }

    /** A session of a role that {@link #readOnlyRole()} made. */
    public Connection connectAs(String role) throws SQLException {
        return DriverManager.getConnection(url(), role, role);
    }

    /** Runs statements in a session of their own. */
    public void execute(String statements) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(statements);
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage() + " in: " + statements, e);
        }
    }

    /** All rows of a query, each a list of its columns as JDBC gives them. */
    public List<List<Object>> query(String query) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            List<List<Object>> rows = new ArrayList<>();
            while (result.next()) {
                List<Object> row = new ArrayList<>();
                for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                    row.add(result.getObject(column));
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage() + " in: " + query, e);
        }
    }

    /** The first column of a query as text. */
    public static List<String> column(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            List<String> values = new ArrayList<>();
            while (result.next()) {
                values.add(result.getString(1));
            }
            return values;
        }
    }

    /** The name of a role of this database's own, which the caller makes; it is dropped after the database. */
    public String role(String purpose) {
        String role = name + "_" + purpose;
        roles.add(role);
        return role;
    }

    /** A role that may log in, with its own name as password, and read everything here and write nothing. */
    public String readOnlyRole() {
        String role = name + "_reader_" + roles.size();
        execute("CREATE ROLE " + role + " LOGIN PASSWORD '" + role + "'; GRANT pg_read_all_data TO " + role);
        roles.add(role);
        return role;
    }

    @Override
    public void close() {
        try {
            administer(server, "DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
            for (String role : roles) {
                administer(server, "DROP ROLE IF EXISTS " + role);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Can't drop the test database " + name + ": " + e.getMessage(), e);
        }
    }

    private static void administer(TestServer server, String sql) throws SQLException {
        try (Connection connection = server.administer();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
