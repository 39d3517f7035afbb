package sluice.opensearch.index;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import sluice.opensearch.Answer;
import sluice.opensearch.Cluster;
import sluice.opensearch.Patience;
import sluice.opensearch.Refusal;
import sluice.opensearch.SearchFailure;

/**
 * Brings bulks to one index: waits while the cluster is away or too busy, sends again just what was not taken, halves what is
 * too large, and names each document that is refused for good. Safe for several threads.
 */
public final class BulkSender {

    private static final int TOO_LARGE = 413;
    private static final String NO_ERRORS = "\"errors\":false";
    private static final int HEAD = 64;

    private final Cluster cluster;
    private final String index;
    private final String path;
    private final Consumer<ItemFailure> refused;

    /** @param refused is told each document that the index does not take, whatever one does */
    public BulkSender(Cluster cluster, String index, Consumer<ItemFailure> refused) {
        this.cluster = cluster;
        this.index = index;
        this.path = "/" + index + "/_bulk?filter_path=errors,items.*._id,items.*.status,items.*.error";
        this.refused = refused;
    }

    /**
     * Sends; afterwards each document is in the index for certain, or was told as refused.
     *
     * @throws SearchFailure if the index takes no writes, or the patience ended
     */
    public void send(Bulk bulk) {
        Bulk left = bulk;
        Patience.Wait wait = cluster.patience().begin();
        while (left.count() > 0) {
            int before = left.count();
            SearchFailure trouble;
            try {
                left = rest(left, answer(left));
                trouble = busy(left);
            } catch (SearchFailure failure) {
                trouble = failure;
            }
            if (left.count() < before) {
                wait.progress();
            }
            if (left.count() > 0) {
                wait.after(trouble);
            }
        }
    }

    private Answer answer(Bulk bulk) {
        Answer answer = cluster.once("POST", path, bulk.body(), Cluster.LINES, what(bulk));
        if (!answer.isGood() && answer.status() != TOO_LARGE) {
            throw cluster.refusal().of(answer, what(bulk));
        }
        return answer;
    }

    private String what(Bulk bulk) {
        return "a bulk of " + bulk.count() + " documents for " + index;
    }

    private SearchFailure busy(Bulk left) {
        return new SearchFailure(
                SearchFailure.Kind.BUSY, cluster.shown() + " has no room for " + left.count() + " documents just now");
    }

    private void halve(Bulk bulk) {
        if (bulk.count() == 1) {
            refused.accept(new ItemFailure(
                    bulk.id(0),
                    "the document has " + bulk.size(0) + " bytes, more than the cluster takes in a request"
                            + " (http.max_content_length, or a limit of a proxy)"));
            return;
        }
        int middle = bulk.count() / 2;
        send(bulk.only(IntStream.range(0, middle).boxed().toList()));
        send(bulk.only(IntStream.range(middle, bulk.count()).boxed().toList()));
    }

    /** What was not taken and may be in another try; tells what never will. */
    private Bulk rest(Bulk bulk, Answer answer) {
        if (answer.status() == TOO_LARGE) {
            halve(bulk);
            return new Bulk();
        }
        if (isClean(answer.body())) {
            return new Bulk();
        }
        JsonNode items = answer.json().path("items");
        if (items.size() != bulk.count()) {
            throw new SearchFailure(
                    SearchFailure.Kind.UNREACHABLE, cluster.shown() + " gave half an answer to " + what(bulk));
        }
        List<Integer> again = new ArrayList<>();
        for (int item = 0; item < items.size(); item++) {
            JsonNode result = items.get(item).elements().next();
            if (result.has("error") && !isRefused(bulk.id(item), result)) {
                again.add(item);
            }
        }
        return bulk.only(again);
    }

    private boolean isRefused(String id, JsonNode result) {
        int status = result.path("status").asInt();
        JsonNode error = result.path("error");
        String reason = error.path("reason").asText();
        if (Refusal.isBlock(error.path("type").asText(), reason)) {
            throw new SearchFailure(SearchFailure.Kind.READ_ONLY, Refusal.readOnly(Refusal.shortened(reason)));
        }
        if (status == 429 || status == 503) {
            return false;
        }
        String cause = error.path("caused_by").path("reason").asText("");
        String told = reason.contains(cause) ? reason : reason + ": " + cause;
        refused.accept(new ItemFailure(id, Refusal.shortened(told)));
        return true;
    }

    private static boolean isClean(byte[] body) {
        String head = new String(Arrays.copyOf(body, Math.min(body.length, HEAD)), StandardCharsets.US_ASCII);
        return head.contains(NO_ERRORS);
    }
}
