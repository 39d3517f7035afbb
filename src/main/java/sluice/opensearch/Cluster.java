package sluice.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.opensearch.client.opensearch.generic.Body;
import org.opensearch.client.opensearch.generic.OpenSearchGenericClient;
import org.opensearch.client.opensearch.generic.Requests;
import org.opensearch.client.opensearch.generic.Response;
import org.opensearch.client.transport.OpenSearchTransport;
import org.opensearch.client.transport.httpclient5.ResponseException;

/** A cluster that answered once and is asked from then on with patience. Safe for several threads. */
public final class Cluster implements AutoCloseable {

    private static final String JSON = "application/json";
    /** The type of a body that is a bulk. */
    public static final String LINES = "application/x-ndjson";

    private final Endpoint endpoint;
    private final OpenSearchTransport transport;
    private final OpenSearchGenericClient client;
    private final Patience patience;
    private final Refusal refusal;

    private Cluster(Endpoint endpoint, OpenSearchTransport transport, Patience patience) {
        this.endpoint = endpoint;
        this.transport = transport;
        this.client = new OpenSearchGenericClient(transport);
        this.patience = patience;
        this.refusal = new Refusal(endpoint);
    }

    /**
     * Connects, and makes sure at once that an OpenSearch answers there and takes the password.
     *
     * @throws SearchFailure if not
     */
    public static Cluster connect(Endpoint endpoint, Patience patience) {
        try {
            Cluster cluster = new Cluster(endpoint, Transports.to(endpoint), patience);
            try {
                cluster.greet();
                return cluster;
            } catch (SearchFailure unwelcome) {
                cluster.close();
                throw unwelcome;
            }
        } catch (IOException certificate) {
            throw new Refusal(endpoint).of(certificate, "the connection");
        }
    }

    private void greet() {
        JsonNode root = good("GET", "/", "", "the first question").json();
        if (!root.path("version").hasNonNull("number")) {
            throw new SearchFailure(
                    SearchFailure.Kind.REFUSED,
                    endpoint.shown() + " answers, but it is no OpenSearch; check opensearch.url");
        }
    }

    /** Where it is, for people. */
    public String shown() {
        return endpoint.shown();
    }

    /** How long passing troubles are waited for. */
    public Patience patience() {
        return patience;
    }

    /** Turns bad answers into failures that name this cluster. */
    public Refusal refusal() {
        return refusal;
    }

    /** Asks with patience, and gives the answer as a tree; a failure unless the answer is good. */
    public JsonNode ask(String method, String path, String body, String what) {
        return patience.keep(() -> good(method, path, body, what)).json();
    }

    /** The same, the answer as it came. */
    public byte[] askRaw(String method, String path, String body, String what) {
        return patience.keep(() -> good(method, path, body, what)).body();
    }

    private Answer good(String method, String path, String body, String what) {
        Answer answer = once(method, path, body.getBytes(StandardCharsets.UTF_8), JSON, what);
        if (!answer.isGood()) {
            throw refusal.of(answer, what);
        }
        return answer;
    }

    /** Asks once; whatever the status, the answer is given. */
    public Answer once(String method, String path, byte[] body, String type, String what) {
        int question = path.indexOf('?');
        var request = Requests.builder()
                .method(method)
                .endpoint(question < 0 ? path : path.substring(0, question))
                .query(question < 0 ? Map.of() : parameters(path.substring(question + 1)));
        if (body.length > 0) {
            request.body(Body.from(body, type));
        }
        try (Response response = client.execute(request.build())) {
            byte[] answer = response.getBody().map(Body::bodyAsBytes).orElse(new byte[0]);
            return new Answer(response.getStatus(), answer);
        } catch (IOException lost) {
            return refused(lost).orElseThrow(() -> refusal.of(lost, what));
        }
    }

    /** The client takes some statuses for errors of the connection; to us they are answers like others. */
    private static Optional<Answer> refused(IOException error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof ResponseException response) {
                // the response itself is out of reach; the message ends with its body, behind a line about the request
                String message = String.valueOf(response.getMessage());
                int json = message.indexOf('{', Math.max(0, message.indexOf('\n')));
                String body = json < 0 ? "" : message.substring(json);
                return Optional.of(new Answer(response.status(), body.getBytes(StandardCharsets.UTF_8)));
            }
        }
        return Optional.empty();
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new HashMap<>();
        for (String part : query.split("&")) {
            String[] pair = part.split("=", 2);
            parameters.put(pair[0], pair[1]);
        }
        return parameters;
    }

    @Override
    public void close() {
        try {
            transport.close();
        } catch (IOException alreadyGone) {
            throw new IllegalStateException("The connection to " + shown() + " can't be closed", alreadyGone);
        }
    }
}
