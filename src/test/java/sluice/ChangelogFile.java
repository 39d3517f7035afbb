package sluice;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One YAML file of a system, read without Liquibase.
 *
 * @param system the folder below changelogs/
 * @param path where it is
 * @param lines its text
 * @param root its content
 */
record ChangelogFile(String system, Path path, List<String> lines, JsonNode root) {

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    static ChangelogFile read(String system, Path path) throws IOException {
        return new ChangelogFile(system, path, Files.readAllLines(path), YAML.readTree(path.toFile()));
    }

    String name() {
        return path.getFileName().toString();
    }

    /** The entries of that kind, such as changeSet or include, in order. */
    List<JsonNode> entries(String kind) {
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode entry : root.path("databaseChangeLog")) {
            if (entry.has(kind)) {
                found.add(entry.get(kind));
            }
        }
        return found;
    }

    /** The file that an include of this one means. */
    Path included(JsonNode include) {
        return path.resolveSibling(include.path("file").asText()).normalize();
    }

    /** Whether a comment stands in the line above the first line that begins with that key. */
    boolean saysWhyAbove(String key) {
        for (int line = 1; line < lines.size(); line++) {
            if (lines.get(line).strip().startsWith(key)) {
                return lines.get(line - 1).strip().matches("# \\S.{10,}");
            }
        }
        return false;
    }
}
