package sluice.environment;

import org.junit.jupiter.api.Assumptions;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** A server in a container; without a container engine the tests that want it are skipped. */
final class ContainerTestServer implements TestServer {

    static final String NO_ENGINE = "test.database is testcontainers, but no container engine answers";

    private static final String IMAGE = System.getProperty("test.image", "postgres:17");

    private static final String ADVICE =
            NO_ENGINE + ": start one, or leave the property out to test on the embedded PostgreSQL.";
    private static final boolean ENGINE = findEngine();

    private PostgreSQLContainer container;

    private static boolean findEngine() {
        boolean there = DockerClientFactory.instance().isDockerAvailable();
        if (!there) {
            // the reasons of skipped tests stand in the reports only, where few look
            System.getLogger(ContainerTestServer.class.getName())
                    .log(System.Logger.Level.WARNING, ADVICE + " The tests that want a database are skipped.");
        }
        return there;
    }

    /** Started late and asked each time, so that each test without an engine is skipped and not just the first. */
    private synchronized PostgreSQLContainer container() {
        if (container == null) {
            Assumptions.assumeTrue(ENGINE, ADVICE);
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
