package sluice.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.environment.embedded.ChildProcess;
import sluice.environment.embedded.EmbeddedOptions;
import sluice.environment.embedded.EmbeddedServer;
import sluice.environment.embedded.PreparedHome;
import sluice.environment.embedded.programs.ServerArchive;

class EmbeddedSocketFactoryTest {

    /** Nothing listens at the port: only the factory makes this address work. */
    private static final String URL =
            "jdbc:postgresql://localhost:1/sluice?socketFactory=sluice.environment.EmbeddedSocketFactory";

    @TempDir
    private Path temporary;

    private Path home;

    @BeforeEach
    void unpackOnlyOnce() throws IOException {
        home = Files.createDirectories(temporary.resolve(".sluice")).resolve("embedded");
        Files.move(PreparedHome.in(temporary), home);
    }

    @AfterEach
    void clean() throws IOException {
        EmbeddedServer.join(home, EmbeddedOptions.forPeople()).close();
        PreparedHome.unlink(home);
    }

    /** A plain JDBC client in a process of its own. */
    public static final class Client {

        private Client() {}

        /** Takes the project's folder and the statements to run; the last one is a query whose first value is printed. */
        public static void main(String[] arguments) throws SQLException {
            System.setProperty("sluice.home", arguments[0]);
            for (int i = 1; i < arguments.length; i++) {
                try (Connection connection = DriverManager.getConnection(URL, "postgres", "");
                        Statement statement = connection.createStatement()) {
                    if (statement.execute(arguments[i])) {
                        System.out.println(TestDatabase.column(connection, arguments[i]));
                    }
                }
            }
        }
    }

    private ChildProcess client(String... statements) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(temporary.toString()));
        arguments.addAll(List.of(statements));
        return ChildProcess.start(
                List.of(),
                Map.of(),
                System.getProperty("java.class.path"),
                Client.class,
                arguments.toArray(String[]::new));
    }

    private Path postmasterFile() {
        return home.resolve(ServerArchive.choose(0).major() + "/data/postmaster.pid");
    }

    @Test
    void aPlainClientStartsTheServerAndTheEndOfItsProcessStopsIt() throws Exception {
        try (ChildProcess client = client("CREATE TABLE kept AS SELECT 42 AS answer", "SELECT answer FROM kept")) {
            assertThat(client.rest()).isEqualTo("[42]\n");
            client.leave();
            assertThat(postmasterFile()).doesNotExist();
        }
        try (ChildProcess client = client("SELECT answer + 1 FROM kept")) {
            assertThat(client.rest()).isEqualTo("[43]\n");
        }
    }

    @Test
    void aPlainClientMeetsTheServerThatIsRunning() throws Exception {
        try (EmbeddedServer server = EmbeddedServer.join(home, EmbeddedOptions.forPeople());
                ChildProcess client = client("SHOW port")) {
            assertThat(client.rest()).isEqualTo("[" + server.port() + "]\n");
            assertThat(postmasterFile()).exists();
        }
    }
}
