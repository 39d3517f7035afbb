package sluice.environment.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sluice.environment.Source;

class TargetTest {

    @ParameterizedTest
    @CsvSource({
        "28P01, wrong user or password",
        "28000, this user may not connect from here",
        "3D000, there is no such database",
        "53300, the server has no free connection",
        "57P03, the server is starting up",
        "XX000, the connection failed (SQLSTATE XX000)"
    })
    void aRefusalOfTheServerIsToldInOneLine(String sqlState, String what) throws IOException {
        try (var server = AnsweringServer.refusing(sqlState)) {
            var failure = failure(target(server.url()));

            assertThat(failure)
                    .hasMessageStartingWith("Cannot connect to 127.0.0.1:" + server.port() + "/shop: " + what)
                    .hasMessageNotContainingAny("alice", "hunter2", "\n");
            assertThat(failure.sqlState()).contains(sqlState);
        }
    }

    @Test
    void aPortWhereNobodyListens() throws IOException {
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }

        assertThat(failure(target(JdbcUrl.of("jdbc:postgresql://127.0.0.1:" + port + "/shop"))))
                .hasMessageContaining("127.0.0.1:" + port + "/shop: nobody listens there");
    }

    @Test
    void aHostThatNobodyKnows() {
        assertThat(failure(target(JdbcUrl.of("jdbc:postgresql://no-such-host.invalid/shop"))))
                .hasMessageContaining("no-such-host.invalid:5432/shop: this host name is unknown");
    }

    @Test
    void aHostThatTakesTheCallAndNeverAnswers() throws IOException {
        try (var silent = new ServerSocket(0)) {
            var url = JdbcUrl.of("jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/shop")
                    .with("sslmode", "disable")
                    .with("gssEncMode", "disable")
                    .with("socketTimeout", "1");

            assertThat(failure(target(url))).hasMessageContaining("no answer in time");
        }
    }

    @Test
    void aServerWithoutTlsWhereTheUrlWantsIt() throws IOException {
        try (var server = AnsweringServer.refusing("28P01")) {
            assertThat(failure(target(server.url().with("sslmode", "require"))))
                    .hasMessageContaining("no agreement on TLS")
                    .hasMessageContaining("sslmode");
        }
    }

    @Test
    void aServerThatWantsAPasswordWhenThereIsNone() throws IOException {
        try (var server = AnsweringServer.askingPassword()) {
            var url = server.url();

            assertThat(failure(new Target(url, "nobody-in-pgpass", Password.NONE)))
                    .hasMessageContaining("wants a password and none was given")
                    .hasMessageContaining("SLUICE_PASSWORD");
        }
    }

    @Test
    void aSourceThatRefusesItsPasswordIsToldWithThePlacesOfThatPassword() throws IOException {
        try (var server = AnsweringServer.refusing("28P01")) {
            var source = new Source("monolith", server.url(), "alice", Optional.empty(), "UTC", 1);

            var failure = catchThrowableOfType(
                    ConnectionFailure.class,
                    () -> source.connect(Map.of("SLUICE_SOURCE_MONOLITH_PASSWORD", "hunter2")));

            assertThat(failure)
                    .hasMessageContaining("wrong user or password")
                    .hasMessageContaining("SLUICE_SOURCE_MONOLITH_PASSWORD, source.monolith.passwordFile")
                    .hasMessageNotContainingAny("SLUICE_PASSWORD", "hunter2");
        }
    }

    @Test
    void thePasswordAndTheNameOfTheProgramReachTheServer() throws IOException {
        try (var server = AnsweringServer.askingPassword()) {
            // so the driver tells the program's name in its greeting and not in a later statement
            var url = server.url().with("assumeMinServerVersion", "9.0");

            failure(target(url).forSchema("user_a\"b").readOnly());

            assertThat(server.password()).isEqualTo("hunter2");
            assertThat(server.greeting())
                    .contains("user|alice|")
                    .contains("|application_name|sluice|")
                    .contains("|search_path|\"user_a\"\"b\"|")
                    .contains("|options|-c default_transaction_read_only=on|");
        }
    }

    @Test
    void aTargetTellsALogWhereAndNotWho() {
        var target = target(JdbcUrl.of("jdbc:postgresql://h/shop?sslmode=require"));

        assertThat(target).hasToString("h:5432/shop");
        assertThat(target.forSchema("user_1")).hasToString("h:5432/shop schema user_1");
    }

    private static Target target(JdbcUrl url) {
        return new Target(url, "alice", Password.of("hunter2"));
    }

    private static ConnectionFailure failure(Target target) {
        return catchThrowableOfType(
                ConnectionFailure.class, () -> target.connect().close());
    }
}
