package sluice.environment;

/** Chooses the server of a test run, once. */
final class TestServerChoice {

    static final TestServer CURRENT =
            choose(System.getenv("SLUICE_TEST_URL"), System.getProperty("test.database", "embedded"));

    private TestServerChoice() {}

    static TestServer choose(String url, String kind) {
        if (url != null && !url.isBlank()) {
            return new GivenTestServer(url);
        }
        return switch (kind) {
            case "embedded" -> new EmbeddedTestServer();
            case "testcontainers" -> new ContainerTestServer();
            default ->
                throw new IllegalArgumentException("test.database is '" + kind
                        + "'; it may be embedded or testcontainers, or set SLUICE_TEST_URL");
        };
    }
}
