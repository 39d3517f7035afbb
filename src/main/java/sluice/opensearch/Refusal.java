package sluice.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.NoSuchFileException;
import javax.net.ssl.SSLException;
import sluice.opensearch.SearchFailure.Kind;

/** Turns what the cluster or the network says into a {@link SearchFailure} that a person can act upon. */
public final class Refusal {

    private static final int LONGEST = 300;

    private final Endpoint endpoint;

    Refusal(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    /** Of an answer that is not good; {@code what} is the work in a few words, e.g. {@code "the creation of index x"}. */
    public SearchFailure of(Answer answer, String what) {
        JsonNode error = answer.json().path("error");
        String type = error.path("type").asText("");
        String reason = shortened(
                error.isTextual() ? error.asText() : error.path("reason").asText(""));
        return switch (answer.status()) {
            case 401 -> failure(Kind.UNAUTHORIZED, unauthorized());
            case 404 -> failure(Kind.MISSING, "%s found nothing at %s: %s".formatted(what, endpoint.shown(), reason));
            case 413 -> failure(Kind.TOO_LARGE, what + " is larger than " + endpoint.shown() + " takes");
            case 408, 502, 504 -> failure(Kind.UNREACHABLE, unanswered(what, "status " + answer.status()));
            default -> ofType(answer.status(), type, reason, what);
        };
    }

    private SearchFailure ofType(int status, String type, String reason, String what) {
        if (isBlock(type, reason)) {
            return failure(Kind.READ_ONLY, readOnly(reason));
        }
        if (status == 429 || status == 503) {
            return failure(Kind.BUSY, "%s has too much to do for %s: %s".formatted(endpoint.shown(), what, reason));
        }
        if (status == 403) {
            return failure(
                    Kind.FORBIDDEN,
                    "%s was forbidden by %s: %s. Give the user %s the right to do that"
                            .formatted(what, endpoint.shown(), reason, named()));
        }
        String told = reason.isEmpty() ? "status " + status : (type.isEmpty() ? "" : type + ": ") + reason;
        return failure(Kind.REFUSED, "%s was refused by %s: %s".formatted(what, endpoint.shown(), told));
    }

    /** Whether an error means that an index takes no writes, which waiting does not heal. */
    public static boolean isBlock(String type, String reason) {
        // without a state yet, a node that starts blocks as well; that passes
        return type.equals("cluster_block_exception") && !reason.contains("SERVICE_UNAVAILABLE");
    }

    /** What is said of an index that takes no writes, for the reason that the cluster gives. */
    public static String readOnly(String reason) {
        boolean disk = reason.contains("disk usage") || reason.contains("read-only-allow-delete");
        return disk
                ? "The index takes no writes, because a node's disk is too full: " + reason
                        + ". Make room on the node (the block goes by itself below the high watermark) and run the same"
                        + " command again; it goes on"
                : "The index takes no writes: " + reason
                        + ". Take the block away (index.blocks.*) and run the same command" + " again; it goes on";
    }

    /** Of no answer at all. */
    SearchFailure of(IOException lost, String what) {
        Throwable cause = root(lost);
        if (cause instanceof UnknownHostException) {
            return new SearchFailure(
                    Kind.UNREACHABLE, "There is no host " + endpoint.uri().getHost() + "; check opensearch.url", lost);
        }
        if (cause instanceof NoSuchFileException) {
            return new SearchFailure(Kind.REFUSED, "opensearch.certificateFile does not exist", lost);
        }
        if (lost instanceof SSLException
                || cause instanceof SSLException
                || cause.getClass().getName().contains("cert")) {
            return new SearchFailure(
                    Kind.REFUSED,
                    "The certificate of %s can't be trusted (%s). Name the authority's in opensearch.certificateFile, or check"
                                    .formatted(endpoint.shown(), shortened(String.valueOf(cause.getMessage())))
                            + " whether the port speaks https",
                    lost);
        }
        return new SearchFailure(Kind.UNREACHABLE, unanswered(what, told(cause)), lost);
    }

    private static String told(Throwable cause) {
        if (cause instanceof ConnectException) {
            return "nobody listens there";
        }
        return cause instanceof SocketTimeoutException
                ? "no answer in time"
                : shortened(String.valueOf(cause.getMessage()));
    }

    private String unanswered(String what, String why) {
        return "OpenSearch at %s does not answer (%s) to %s; check opensearch.url and whether it runs"
                .formatted(endpoint.shown(), why, what);
    }

    private String unauthorized() {
        return endpoint.username().isEmpty()
                ? endpoint.shown() + " wants a user; set opensearch.username and SLUICE_OPENSEARCH_PASSWORD"
                : endpoint.shown() + " does not take the password of " + named()
                        + "; check opensearch.username and SLUICE_OPENSEARCH_PASSWORD or opensearch.passwordFile";
    }

    private String named() {
        return endpoint.username().isEmpty() ? "(none)" : endpoint.username();
    }

    private static Throwable root(Throwable error) {
        Throwable cause = error;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** A text in one line, cut where it is too long for a message. */
    public static String shortened(String text) {
        String line = text.replaceAll("\\s+", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
    }

    private static SearchFailure failure(Kind kind, String message) {
        return new SearchFailure(kind, message);
    }
}
