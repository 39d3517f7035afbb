package sluice.listings.index.site;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.zip.CRC32;
import sluice.environment.problem.ConfigurationException;

/** What an index is made with: settings and mapping, from the file {@code index.json} beside the changelog. */
public final class Definition {

    private static final String USUAL_REFRESH = "1s";

    private final JsonNode body;

    private Definition(JsonNode body) {
        this.body = body;
    }

    /**
     * Reads the file.
     *
     * @throws ConfigurationException if there is none, or if it leaves it to the documents which fields there are
     */
    public static Definition read(Path file) {
        try {
            JsonNode body = new ObjectMapper().readTree(file.toFile());
            if (!body.at("/mappings/dynamic").asText().equals("strict")) {
                throw new ConfigurationException(
                        file + ": mappings.dynamic must be \"strict\", or a document could add a field by accident");
            }
            return new Definition(body);
        } catch (IOException unreadable) {
            throw new ConfigurationException("The index's definition " + file + " can't be read: "
                    + unreadable.getMessage().split("\n", 2)[0]);
        }
    }

    /** The request that makes an index which is only written to at first: no refresh, no copies. */
    public JsonNode forFilling(JsonNode note) {
        ObjectNode request = body.deepCopy();
        ObjectNode settings = request.withObject("/settings");
        ObjectNode index = settings.has("index") ? (ObjectNode) settings.get("index") : settings;
        index.put("refresh_interval", "-1").put("number_of_replicas", 0);
        ((ObjectNode) request.get("mappings")).set("_meta", note);
        return request;
    }

    /** The same without a note: the text of a request that makes such an index. */
    public String request() {
        return forFilling(new ObjectMapper().createObjectNode()).toString();
    }

    /** The settings that a filled index gets. */
    public String whenFilled() {
        return "{\"index\":{\"refresh_interval\":\"%s\",\"number_of_replicas\":%d}}"
                .formatted(
                        setting("refresh_interval", USUAL_REFRESH),
                        Integer.parseInt(setting("number_of_replicas", "1")));
    }

    private String setting(String name, String standard) {
        JsonNode settings = body.path("settings");
        return settings.path(name).asText(settings.path("index").path(name).asText(standard));
    }

    /** A mark by which an index made with another definition is known. */
    public String mark() {
        CRC32 sum = new CRC32();
        sum.update(body.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return Long.toHexString(sum.getValue());
    }

    /** The fields with their types, parts of objects with a dot, in the order of the file. */
    public Map<String, String> fields() {
        return fields(body.path("mappings"));
    }

    /** In what a mapping is not the one defined here, e.g. by a template of the cluster; empty if in nothing. */
    public List<String> differences(JsonNode mapping) {
        Map<String, String> wanted = fields();
        Map<String, String> found = fields(mapping);
        TreeSet<String> names = new TreeSet<>(wanted.keySet());
        names.addAll(found.keySet());
        List<String> differences = new ArrayList<>();
        for (String name : names) {
            String there = found.getOrDefault(name, "none");
            if (!wanted.getOrDefault(name, "none").equals(there)) {
                differences.add(name + " is " + there + " and should be " + wanted.getOrDefault(name, "none"));
            }
        }
        if (!mapping.path("dynamic").asText().equals("strict")) {
            differences.add("dynamic is not strict");
        }
        return differences;
    }

    private static Map<String, String> fields(JsonNode mapping) {
        Map<String, String> fields = new LinkedHashMap<>();
        collect("", mapping.path("properties"), fields);
        return fields;
    }

    private static void collect(String prefix, JsonNode properties, Map<String, String> fields) {
        for (Map.Entry<String, JsonNode> field : properties.properties()) {
            String name = prefix + field.getKey();
            fields.put(name, field.getValue().path("type").asText("object"));
            collect(name + ".", field.getValue().path("properties"), fields);
            collect(name + ".", field.getValue().path("fields"), fields);
        }
    }
}
