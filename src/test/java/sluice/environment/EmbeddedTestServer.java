package sluice.environment;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The embedded server below {@code target/test-server}; not durable, because tests throw their data away. */
final class EmbeddedTestServer implements TestServer {

    private final EmbeddedServer server;

    EmbeddedTestServer() {
        // Left by the hook at the end of the test run.
        server = EmbeddedServer.join(
                Path.of(System.getProperty("project.directory", System.getProperty("user.dir")), "target/test-server"),
                EmbeddedOptions.forTests());
        dropLeftovers();
    }

    /** A killed test run leaves databases and roles behind; their names tell its process. */
    private void dropLeftovers() {
        try (Connection connection = administer();
                Statement statement = connection.createStatement()) {
            for (String name :
                    leftovers(connection, "SELECT datname FROM pg_database WHERE datname ~ '^test_[0-9]+_'")) {
                statement.execute("DROP DATABASE " + name + " WITH (FORCE)");
            }
            for (String name : leftovers(connection, "SELECT rolname FROM pg_roles WHERE rolname ~ '^test_[0-9]+_'")) {
                statement.execute("DROP ROLE " + name);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The leftovers of a killed test run can't be dropped", e);
        }
    }

    private static List<String> leftovers(Connection connection, String query) throws SQLException {
        return TestDatabase.column(connection, query).stream()
                .filter(name -> isOver(Long.parseLong(name.split("_")[1])))
                .toList();
    }

    /** Nothing here is of this run's making yet: what bears its number is of an earlier one with the same. */
    private static boolean isOver(long run) {
        return run == ProcessHandle.current().pid() || ProcessHandle.of(run).isEmpty();
    }

    @Override
    public String url(String database) {
        return server.url(database);
    }

    @Override
    public String username() {
        return "postgres";
    }

    @Override
    public String password() {
        return "not-checked";
    }

    @Override
    public String mainDatabase() {
        return "sluice";
    }
}
