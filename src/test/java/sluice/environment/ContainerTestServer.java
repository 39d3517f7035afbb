package sluice.environment;

import org.junit.jupiter.api.Assumptions;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** A server in a container; without a container engine the tests that want it are skipped. */
final class ContainerTestServer implements TestServer {

    static final String NO_ENGINE = "test.database is testcontainers, but no container engine answers";

    private static final String IMAGE = System.getProperty("test.image", "postgres:17");

    private PostgreSQLContainer container;

    /** Started late and asked each time, so that each test without an engine is skipped and not just the first. */
    private synchronized PostgreSQLContainer container() {
        if (container == null) {
            Assumptions.assumeTrue(
                    DockerClientFactory.instance().isDockerAvailable(),
                    NO_ENGINE + ": start one, or leave the property out to test on the embedded PostgreSQL.");
            container = new PostgreSQLContainer(IMAGE).withCommand("postgres", "-c", "max_connections=200");
            container.start();
        }
        return container;
    }

    @Override
    public String url(String database) {
        return "jdbc:postgresql://" + container().getHost() + ":" + container().getFirstMappedPort() + "/" + database;
    }

    @Override
    public String username() {
        return container().getUsername();
    }

    @Override
    public String password() {
        return container().getPassword();
    }

    @Override
    public String mainDatabase() {
        return container().getDatabaseName();
    }
}
