package sluice.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;

/**
 * What the cluster said.
 *
 * @param status of HTTP
 * @param body as it came, often JSON
 */
public record Answer(int status, byte[] body) {

    static final ObjectMapper MAPPER = new ObjectMapper();

    /** Whether it is what was asked for. */
    public boolean isGood() {
        return status < 300;
    }

    /** The body as a tree; a missing node where it is no JSON, as from a proxy on the way. */
    public JsonNode json() {
        try {
            JsonNode tree = MAPPER.readTree(body);
            return tree == null ? MissingNode.getInstance() : tree;
        } catch (IOException notJson) {
            return MissingNode.getInstance();
        }
    }
}
