package sluice.opensearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.opensearch.index.Indices;

/** The first question to a cluster: who answers, and what is said where nobody or the wrong one does. */
class ClusterTest {

    private static final String SECRET = "hunter2";
    private static final String BASIC =
            "Basic " + Base64.getEncoder().encodeToString(("indexer:" + SECRET).getBytes(StandardCharsets.UTF_8));

    @TempDir
    Path folder;

    @Test
    void aNodeThatAnswersIsTaken() {
        try (Cluster cluster = TestCluster.connect()) {
            assertThat(cluster.shown()).isEqualTo(TestCluster.url());
        }
    }

    @Test
    void nobodyThereIsToldAtOnce() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        assertRefused(
                endpoint("http://127.0.0.1:" + free, "", ""), SearchFailure.Kind.UNREACHABLE, "nobody listens there");
    }

    @Test
    void aHostThatDoesNotExistIsToldByItsName() {
        assertRefused(
                endpoint("http://search.invalid", "", ""),
                SearchFailure.Kind.UNREACHABLE,
                "There is no host search.invalid; check opensearch.url");
    }

    @Test
    void aPasswordThatIsWantedAndMissingIsTold() throws IOException {
        try (Front front = Front.before(TestCluster.url(), (exchange, body) -> isWelcome(exchange) ? 0 : 401)) {
            assertRefused(endpoint(front.url(), "", ""), SearchFailure.Kind.UNAUTHORIZED, "wants a user");
        }
    }

    @Test
    void aWrongPasswordIsToldAndNotRepeated() throws IOException {
        try (Front front = Front.before(TestCluster.url(), (exchange, body) -> isWelcome(exchange) ? 0 : 401)) {
            assertRefused(
                    endpoint(front.url(), "indexer", "wrong-" + SECRET),
                    SearchFailure.Kind.UNAUTHORIZED,
                    "does not take the password of indexer");
        }
    }

    @Test
    void theRightPasswordOpens() throws IOException {
        try (Front front = Front.before(TestCluster.url(), (exchange, body) -> isWelcome(exchange) ? 0 : 401);
                Cluster cluster = Cluster.connect(endpoint(front.url(), "indexer", SECRET), Patience.NONE)) {
            assertThat(new Indices(cluster).mappings("nothing-*")).isEmpty();
            assertThat(front.turnedAway).hasValue(0);
        }
    }

    @Test
    void whatIsForbiddenIsToldWithTheUser() throws IOException {
        try (Front front = Front.before(
                        TestCluster.url(),
                        (exchange, body) -> exchange.getRequestMethod().equals("PUT") ? 403 : 0);
                Cluster cluster = Cluster.connect(endpoint(front.url(), "indexer", SECRET), Patience.NONE)) {
            assertThatThrownBy(() -> new Indices(cluster).settings("x", "{}"))
                    .hasMessageContaining("the settings of x was forbidden")
                    .hasMessageContaining("Give the user indexer the right")
                    .hasMessageNotContaining(SECRET);
        }
    }

    @Test
    void anotherProgramOnThePortIsToldApart() throws IOException {
        try (Front front = Front.before(TestCluster.url(), (exchange, body) -> 200)) {
            assertRefused(endpoint(front.url(), "", ""), SearchFailure.Kind.REFUSED, "it is no OpenSearch");
        }
    }

    @Test
    void aCertificateThatNobodyVouchesForIsRefusedUntilItsAuthorityIsNamed() throws Exception {
        Path pem = folder.resolve("authority.pem");
        try (Front front = Front.secure(TestCluster.url(), certificate(pem))) {
            assertRefused(endpoint(front.url(), "", ""), SearchFailure.Kind.REFUSED, "opensearch.certificateFile");

            Endpoint trusting = Endpoint.of(front.url(), "", "", Optional.of(pem));
            try (Cluster cluster = Cluster.connect(trusting, Patience.NONE)) {
                assertThat(cluster.shown()).startsWith("https://localhost");
            }
        }
    }

    @Test
    void anAuthoritysFileThatIsMissingOrNoneIsTold() throws IOException {
        Endpoint missing = Endpoint.of("https://localhost:1", "", "", Optional.of(folder.resolve("missing.pem")));
        Path text = Files.writeString(folder.resolve("text.pem"), "no certificate");

        assertThatThrownBy(() -> Cluster.connect(missing, Patience.NONE)).hasMessageContaining("does not exist");
        assertThatThrownBy(() ->
                        Cluster.connect(Endpoint.of("https://localhost:1", "", "", Optional.of(text)), Patience.NONE))
                .hasMessageContaining("opensearch.certificateFile");
    }

    private SSLContext certificate(Path pem) throws Exception {
        Path store = folder.resolve("store");
        String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        String common = "-keystore " + store + " -storepass changeit -alias front";
        run(tool, "-genkeypair -keyalg EC -dname CN=localhost -ext san=dns:localhost -validity 2 " + common);
        run(tool, "-exportcert -rfc -file " + pem + " " + common);
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, "changeit".toCharArray());
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, "changeit".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }

    private static void run(String tool, String arguments) throws IOException, InterruptedException {
        List<String> command = new java.util.ArrayList<>(List.of(tool));
        command.addAll(List.of(arguments.split(" ")));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }

    private static boolean isWelcome(com.sun.net.httpserver.HttpExchange exchange) {
        return BASIC.equals(exchange.getRequestHeaders().getFirst("Authorization"));
    }

    private static Endpoint endpoint(String url, String username, String password) {
        return Endpoint.of(url, username, password, Optional.empty());
    }

    private static void assertRefused(Endpoint endpoint, SearchFailure.Kind kind, String told) {
        assertThatThrownBy(() -> Cluster.connect(endpoint, Patience.NONE))
                .isInstanceOfSatisfying(
                        SearchFailure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(kind))
                .hasMessageContaining(told)
                .hasMessageNotContaining(SECRET);
    }
}
