package sluice.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** Each cell of the matrix tests the versions by which it is called, and not the usual ones once more. */
final class MatrixCellTest {

    @Test
    void theServerIsTheOneThatTheBuildNames() {
        assumeTrue(TestServerChoice.CURRENT instanceof EmbeddedTestServer, "The server is not the embedded one.");
        try (TestDatabase database = TestDatabase.create()) {
            String version =
                    (String) database.query("SHOW server_version").get(0).get(0);

            assertThat(System.getProperty("embedded.version")).startsWith(version.split(" ")[0] + ".");
        }
    }

    @Test
    void liquibaseIsTheOneThatTheBuildNames() throws IOException {
        Properties build = new Properties();
        try (InputStream told = MatrixCellTest.class.getResourceAsStream("/liquibase.build.properties")) {
            build.load(told);
        }

        assertThat(System.getProperty("liquibase.version")).isEqualTo(build.getProperty("build.version"));
    }
}
