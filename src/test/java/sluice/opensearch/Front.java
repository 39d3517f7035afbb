package sluice.opensearch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import javax.net.ssl.SSLContext;

/** What stands before a node in many places: it asks for a password, speaks TLS, or turns requests away. */
public final class Front implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient client = HttpClient.newHttpClient();
    private final String node;
    private final String scheme;
    private final BiFunction<HttpExchange, byte[], Integer> guard;

    /** How many requests were turned away. */
    public final AtomicInteger turnedAway = new AtomicInteger();

    private Front(HttpServer server, String scheme, String node, BiFunction<HttpExchange, byte[], Integer> guard) {
        this.server = server;
        this.scheme = scheme;
        this.node = node;
        this.guard = guard;
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Before a node; the guard gives the status with which a request is turned away, 0 to let it pass. */
    public static Front before(String node, BiFunction<HttpExchange, byte[], Integer> guard) throws IOException {
        return new Front(HttpServer.create(address(), 0), "http", node, guard);
    }

    /** Before a node, with TLS. */
    static Front secure(String node, SSLContext certificate) throws IOException {
        HttpsServer server = HttpsServer.create(address(), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate));
        return new Front(server, "https", node, (exchange, body) -> 0);
    }

    private static InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    /** Where it takes requests. */
    public String url() {
        return scheme + "://localhost:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            int status = guard.apply(exchange, body);
            if (status > 0) {
                turnedAway.incrementAndGet();
                send(exchange, status, "Unauthorized".getBytes(StandardCharsets.UTF_8));
                return;
            }
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(node + exchange.getRequestURI()))
                    .method(
                            exchange.getRequestMethod(),
                            body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
            String type = exchange.getRequestHeaders().getFirst("Content-Type");
            if (type != null) {
                request.header("Content-Type", type);
            }
            HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            send(exchange, response.statusCode(), response.body());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
