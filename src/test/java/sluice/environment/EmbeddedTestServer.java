package sluice.environment;

import java.nio.file.Path;
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
        Leftovers.drop(this, EmbeddedTestServer::isOver);
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
