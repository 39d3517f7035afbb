package sluice.listings.index;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import sluice.listings.index.site.Definition;

/** The definition that ships, with one value changed. */
final class Variant {

    private Variant() {}

    static Definition of(String pointer, String value) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode body = (ObjectNode) mapper.readTree(Ground.DEFINITION.toFile());
        int last = pointer.lastIndexOf('/');
        ((ObjectNode) body.at(pointer.substring(0, last))).put(pointer.substring(last + 1), value);
        Path file = Files.createTempFile("index", ".json");
        try {
            mapper.writeValue(file.toFile(), body);
            return Definition.read(file);
        } finally {
            Files.delete(file);
        }
    }
}
