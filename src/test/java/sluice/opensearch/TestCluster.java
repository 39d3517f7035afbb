package sluice.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import sluice.opensearch.node.NodeProcess;

/** The one node of a test run, in a process of its own, and a way to it that is not the product's. */
public final class TestCluster {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private TestCluster() {}

    private static final class Shared {
        static final NodeProcess NODE = start("shared", List.of());
    }

    /** A node of a test's own, for a test that kills it. */
    public static NodeProcess start(String name, List<String> settings) {
        Path home = Path.of(System.getProperty("project.directory", "."), "target", "test-opensearch")
                .resolve(ProcessHandle.current().pid() + "-" + name + "-" + NUMBER.incrementAndGet());
        List<String> quick = new ArrayList<>(settings);
        quick.add("-XX:TieredStopAtLevel=1");
        return NodeProcess.start(System.getProperty("java.class.path"), home, quick);
    }

    /** Where the shared node takes requests. */
    public static String url() {
        return Shared.NODE.url();
    }

    /** A name that no other test uses. */
    public static String name() {
        return "listings_" + ProcessHandle.current().pid() + "_" + NUMBER.incrementAndGet();
    }

    /** The shared node, asked once. */
    public static Cluster connect() {
        return Cluster.connect(Endpoint.of(url(), "", "", Optional.empty()), Patience.NONE);
    }

    /** Asks the shared node; the answer may be an error. */
    public static JsonNode ask(String method, String path, String body) {
        return ask(url(), method, path, body);
    }

    /** Asks a node; the answer may be an error. */
    public static JsonNode ask(String url, String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<byte[]> response = CLIENT.send(request, BodyHandlers.ofByteArray());
            return Answer.MAPPER.readTree(response.body());
        } catch (IOException lost) {
            throw new UncheckedIOException(lost);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stop);
        }
    }
}
