package sluice.opensearch.index;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import sluice.opensearch.Cluster;

/** The documents of one index, read in the order of a numeric field or by their ids. Safe for several threads. */
public final class Documents {

    /** The most that a search gives at once, unless an index says otherwise. */
    public static final int LARGEST_PAGE = 10_000;

    static final ObjectMapper EXACT = new ObjectMapper()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS);
    private static final JsonFactory FACTORY = new JsonFactory();

    private final Cluster cluster;
    private final String index;
    private final String field;

    /** @param field a numeric field, by which ranges are meant */
    public Documents(Cluster cluster, String index, String field) {
        this.cluster = cluster;
        this.index = index;
        this.field = field;
    }

    /**
     * The first documents of a range, in order.
     *
     * @param after exclusive
     * @param upTo inclusive
     * @param size at most so many, up to {@link #LARGEST_PAGE}
     */
    public List<Hit> range(long after, long upTo, int size) {
        String query = """
                {"size":%d,"track_total_hits":false,"sort":[{"%s":"asc"}],
                 "query":{"bool":{"filter":[{"range":{"%s":{"gt":%d,"lte":%d}}}]}}}""".formatted(size, field, field, after, upTo);
        return search(query);
    }

    /** The documents of these ids, as far as they are there; at most {@link #LARGEST_PAGE} ids. */
    public List<Hit> byId(Collection<String> ids) {
        ArrayNode values = EXACT.createArrayNode();
        ids.forEach(values::add);
        return search("""
                {"size":%d,"track_total_hits":false,"query":{"ids":{"values":%s}}}""".formatted(Math.max(1, ids.size()), values));
    }

    /** Some of the documents that have no value in the field, and so are in no range. */
    public List<Hit> withoutField(int size) {
        return search("""
                {"size":%d,"track_total_hits":false,"query":{"bool":{"must_not":[{"exists":{"field":"%s"}}]}}}""".formatted(size, field));
    }

    /** How many there are. */
    public long count() {
        return cluster.ask("GET", "/" + index + "/_count", "", "the count of " + index)
                .path("count")
                .asLong();
    }

    private List<Hit> search(String query) {
        byte[] answer = cluster.askRaw(
                "POST",
                "/" + index + "/_search?allow_partial_search_results=false&request_cache=false",
                query,
                "a search in " + index);
        try (JsonParser parser = FACTORY.createParser(answer)) {
            return hits(parser, answer);
        } catch (IOException broken) {
            throw new UncheckedIOException(cluster.shown() + " gave half an answer to a search", broken);
        }
    }

    private static List<Hit> hits(JsonParser parser, byte[] answer) throws IOException {
        List<Hit> hits = new ArrayList<>();
        parser.nextToken();
        enter(parser, "hits");
        enter(parser, "hits");
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            hits.add(hit(parser, answer));
        }
        return hits;
    }

    /** Goes to the value of a field of the object in which the parser stands. */
    private static void enter(JsonParser parser, String name) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean wanted = parser.currentName().equals(name);
            parser.nextToken();
            if (wanted) {
                return;
            }
            parser.skipChildren();
        }
        throw new IOException("no " + name);
    }

    private static Hit hit(JsonParser parser, byte[] answer) throws IOException {
        String id = "";
        long sort = 0;
        int from = 0;
        int to = 0;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            if (name.equals("_id")) {
                id = parser.getText();
            } else if (name.equals("sort")) {
                parser.nextToken();
                sort = parser.getLongValue();
                parser.nextToken();
            } else if (name.equals("_source")) {
                from = (int) parser.currentTokenLocation().getByteOffset();
                parser.skipChildren();
                to = (int) parser.currentLocation().getByteOffset();
            } else {
                parser.skipChildren();
            }
        }
        return new Hit(id, sort, answer, from, to);
    }
}
