package sluice.environment;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** A PostgreSQL for tests: a fresh database on the server of this test run, gone when it is closed. */
public final class TestDatabase implements AutoCloseable {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String OBJECT_IN_USE = "55006";
    private static final Set<String> LOOKING = Set.of("schemas", "status", "verify", "explain", "preview", "history");
    private static final long FIVE_SECONDS = 5_000_000_000L;

    private final TestServer server;
    private final TestRoles roles;
    private final String name;
    private final List<String> ownRoles = new ArrayList<>();

    private TestDatabase(TestServer server, TestRoles roles, String name) {
        this.server = server;
        this.roles = roles;
        this.name = name;
    }

    /** An empty database. */
    public static TestDatabase create() {
        TestServer server = TestServer.current();
        try {
            return create(server, TestRoles.on(server), TestRoles.on(server).template());
        } catch (SQLException e) {
            throw new IllegalStateException("Can't make the roles of tests: " + e.getMessage(), e);
        }
    }

    private static TestDatabase create(TestServer server, TestRoles roles, String template) {
        // The process in the name lets the next run drop what a killed one left.
        String name = "test_" + ProcessHandle.current().pid() + "_" + NUMBER.incrementAndGet();
        String statement = "CREATE DATABASE " + name + " OWNER " + roles.name("app") + " TEMPLATE " + template;
        long end = System.nanoTime() + FIVE_SECONDS;
        while (true) {
            try {
                administer(server, statement, roles.grants(name));
                return new TestDatabase(server, roles, name);
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
        return create(server, roles, name);
    }

    /** The JDBC address. */
    public String url() {
        return server.url(name);
    }

    /** Who runs the product where it changes something: the role for migrations. */
    public String username() {
        return migration().username();
    }

    /** Who runs a command of the product: the role that looks, for commands that only look. */
    public String username(String command) {
        return LOOKING.contains(command) ? preview().username() : username();
    }

    /** The password of every role here. */
    public String password() {
        return server.password();
    }

    /** The database's name. */
    public String name() {
        return name;
    }

    /** The owner of the database and of the application's tables. */
    public Login application() {
        return login(roles.name("app"));
    }

    /** The role that migrates, made as contexts/ROLES.md says. */
    public Login migration() {
        return login(roles.name("migration"));
    }

    /** The role that looks, made as contexts/ROLES.md says. */
    public Login preview() {
        return login(roles.name("preview"));
    }

    /** The role that is copied from, made as contexts/ROLES.md says. */
    public Login source() {
        return login(roles.name("source"));
    }

    /** For what an administrator does, and for looking at everybody's things. */
    public Login superuser() {
        return login(server.username());
    }

    private Login login(String role) {
        return new Login(url(), role, server.password());
    }

    /** A session of the application's. */
    public Connection connect() throws SQLException {
        return application().connect();
    }

    /** A session of a role that {@link #readOnlyRole()} made. */
    public Connection connectAs(String role) throws SQLException {
        return DriverManager.getConnection(url(), role, role);
    }

    /** Runs statements in a session of the application's. */
    public void execute(String statements) {
        application().execute(statements);
    }

    /** All rows of a query that the application runs, each a list of its columns as JDBC gives them. */
    public List<List<Object>> query(String query) {
        return application().query(query);
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
        ownRoles.add(role);
        return role;
    }

    /** A role that may log in, with its own name as password, and read everything here and write nothing. */
    public String readOnlyRole() {
        String role = name + "_reader_" + ownRoles.size();
        superuser()
                .execute("CREATE ROLE " + role + " LOGIN PASSWORD '" + role + "'; GRANT pg_read_all_data TO " + role);
        ownRoles.add(role);
        return role;
    }

    @Override
    public void close() {
        try {
            administer(server, "DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
            for (String role : ownRoles) {
                administer(server, "DROP ROLE IF EXISTS " + role);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Can't drop the test database " + name + ": " + e.getMessage(), e);
        }
    }

    private static void administer(TestServer server, String... statements) throws SQLException {
        try (Connection connection = server.administer();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
