package sluice.environment;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import sluice.environment.embedded.EmbeddedOptions;
import sluice.environment.embedded.EmbeddedServer;

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

    /** A killed test run leaves databases behind; their names tell its process. */
    private void dropLeftovers() {
        try (Connection connection = administer();
                Statement statement = connection.createStatement()) {
            List<String> names =
                    TestDatabase.column(connection, "SELECT datname FROM pg_database WHERE datname ~ '^test_[0-9]+_'");
            for (String name : names) {
                if (ProcessHandle.of(Long.parseLong(name.split("_")[1])).isEmpty()) {
                    statement.execute("DROP DATABASE " + name + " WITH (FORCE)");
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The leftovers of a killed test run can't be dropped", e);
        }
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
