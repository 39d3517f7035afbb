package sluice.listings.index.compare;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Consumer;
import sluice.listings.index.rows.Row;
import sluice.opensearch.index.Hit;

/** Two streams of documents in the order of their keys, walked side by side. Not thread-safe. */
final class RangeComparison {

    private static final ObjectMapper EXACT = new ObjectMapper()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS);

    private final List<Row> rows;
    private final Consumer<String> suspects;
    private int next;

    /**
     * Of these rows.
     *
     * @param suspects is told each id whose document seems not to be what it should
     */
    RangeComparison(List<Row> rows, Consumer<String> suspects) {
        this.rows = rows;
        this.suspects = suspects;
    }

    /** Takes the next document of the index. */
    void take(Hit hit) {
        while (next < rows.size() && rows.get(next).id() < hit.sort()) {
            missing();
        }
        boolean met = next < rows.size() && rows.get(next).id() == hit.sort();
        // a document may claim another's key: then the row still waits for its own
        if (!met || !hit.id().equals(String.valueOf(hit.sort()))) {
            suspects.accept(hit.id());
            return;
        }
        Row row = rows.get(next++);
        if (!hit.is(row.document()) && !Fields.between(tree(row), hit.tree()).isEmpty()) {
            suspects.accept(hit.id());
        }
    }

    /** The index has no more. */
    void end() {
        while (next < rows.size()) {
            missing();
        }
    }

    private void missing() {
        suspects.accept(String.valueOf(rows.get(next++).id()));
    }

    static JsonNode tree(Row row) {
        try {
            return EXACT.readTree(row.document());
        } catch (IOException impossible) {
            throw new UncheckedIOException("PostgreSQL made no JSON of listing " + row.id(), impossible);
        }
    }
}
