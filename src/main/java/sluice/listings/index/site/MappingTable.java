package sluice.listings.index.site;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import sluice.listings.index.rows.DocumentQuery;

/** The index as a preview shows it: its fields with their types, and the query that makes a document, as comments of SQL. */
public final class MappingTable {

    private MappingTable() {}

    /** The lines, each a comment. */
    public static List<String> lines(Definition definition) {
        List<String> lines = new ArrayList<>();
        lines.add("-- The search index, which sluice reindex listings builds beside the one in use:");
        lines.add("--   %-24s %s".formatted("field", "type"));
        for (Map.Entry<String, String> field : definition.fields().entrySet()) {
            lines.add("--   %-24s %s".formatted(field.getKey(), field.getValue()));
        }
        lines.add("-- Its documents, by ranges of keys in one snapshot, in sessions in UTC:");
        DocumentQuery.shown().lines().map(line -> "--   " + line).forEach(lines::add);
        return lines;
    }
}
