package sluice.bench.index;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sluice.batch.Backoff;
import sluice.sql.Sql;

/**
 * What the better one of the old reindex scripts does, without its Python: pages of 500 by LIMIT and OFFSET, four more
 * queries per page, one bulk at a time, and a rest of 0.1 s behind each.
 */
final class OldIndexScript {

    static final long PAGE = 500;

    private static final Duration REST = Duration.ofMillis(100);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LISTINGS = """
            SELECT id, CAST(row_to_json(l) AS text) FROM (
              SELECT id, uuid, user_id, storefront_id, title, description, price, currency, category_id, status, visibility,
                quantity, sku, views_count, favorites_count, created_at, updated_at, published_at
              FROM listings WHERE is_deleted = false ORDER BY id LIMIT ? OFFSET ?) l""";
    private static final Map<String, String> DETAILS = Map.of(
            "images", "SELECT listing_id, id, url, thumbnail_url, display_order, is_primary FROM listing_images",
            "tags", "SELECT listing_id, tag FROM listing_tags",
            "attributes", "SELECT listing_id, attribute_key AS key, attribute_value AS value FROM listing_attributes",
            "places", "SELECT listing_id, country, city, postal_code FROM listing_locations");

    private final Connection from;
    private final BulkFiles node;

    OldIndexScript(Connection from, BulkFiles node) {
        this.from = from;
        this.node = node;
    }

    /** Brings so many listings from an offset on into the floor's index. */
    void index(long offset, long listings) throws SQLException {
        for (long done = 0; done < listings; done += PAGE) {
            Map<Long, ObjectNode> documents = new LinkedHashMap<>();
            Sql.on(from)
                    .rows(LISTINGS, row -> documents.put(row.getLong(1), tree(row.getString(2))), PAGE, offset + done);
            for (Map.Entry<String, String> detail : DETAILS.entrySet()) {
                add(documents, detail.getKey(), detail.getValue());
            }
            send(documents);
            Backoff.pause(REST);
        }
    }

    private void add(Map<Long, ObjectNode> documents, String field, String query) throws SQLException {
        Long[] ids = documents.keySet().toArray(Long[]::new);
        List<ObjectNode> found = Sql.on(from)
                .rows(
                        "SELECT CAST(row_to_json(d) AS text) FROM (" + query
                                + " WHERE listing_id = ANY (?)) d ORDER BY listing_id",
                        row -> tree(row.getString(1)),
                        from.createArrayOf("bigint", ids));
        for (ObjectNode detail : found) {
            ObjectNode document = documents.get(detail.remove("listing_id").asLong());
            if (field.equals("places")) {
                document.setAll(detail);
            } else {
                JsonNode element = field.equals("tags") ? detail.get("tag") : detail;
                document.withArray(field).add(element);
            }
        }
    }

    private void send(Map<Long, ObjectNode> documents) {
        StringBuilder bulk = new StringBuilder();
        documents.forEach((id, document) -> bulk.append("{\"index\":{\"_id\":\"")
                .append(id)
                .append("\"}}\n")
                .append(document)
                .append('\n'));
        node.bulk(BodyPublishers.ofString(bulk.toString()));
    }

    private static ObjectNode tree(String json) {
        try {
            return (ObjectNode) JSON.readTree(json);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
