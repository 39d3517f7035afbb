package sluice.listings.index.compare;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The fields in which two documents differ. Numbers are compared by value, timestamps as instants that are written in UTC, lists
 * in their order; null, an empty text and no field at all are three different things.
 */
final class Fields {

    private static final int LONGEST = 60;

    private final List<String> different = new ArrayList<>();

    private Fields() {}

    /** What differs, by field, with both values; empty if nothing does. */
    static List<String> between(JsonNode row, JsonNode document) {
        Fields fields = new Fields();
        fields.objects("", row, document);
        return fields.different;
    }

    private void objects(String path, JsonNode row, JsonNode document) {
        Set<String> names = new LinkedHashSet<>();
        row.fieldNames().forEachRemaining(names::add);
        document.fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            values(path.isEmpty() ? name : path + "." + name, row.get(name), document.get(name));
        }
    }

    private void values(String path, JsonNode row, JsonNode document) {
        if (row == null || document == null) {
            add(path, row, document);
        } else if (row.isObject() && document.isObject()) {
            objects(path, row, document);
        } else if (row.isArray() && document.isArray()) {
            lists(path, row, document);
        } else if (!isSame(path, row, document)) {
            add(path, row, document);
        }
    }

    private void lists(String path, JsonNode row, JsonNode document) {
        if (row.size() != document.size()) {
            different.add("%s: %d in the database, %d in the index".formatted(path, row.size(), document.size()));
        } else if (!row.equals(document) && texts(row).equals(texts(document))) {
            different.add(path + ": in another order");
        } else {
            for (int element = 0; element < row.size(); element++) {
                values(path + "[" + element + "]", row.get(element), document.get(element));
            }
        }
    }

    private static Set<String> texts(JsonNode list) {
        Set<String> texts = new TreeSet<>();
        list.forEach(element -> texts.add(element.toString()));
        return texts;
    }

    private static boolean isSame(String path, JsonNode row, JsonNode document) {
        if (row.isNumber() && document.isNumber()) {
            return row.decimalValue().compareTo(document.decimalValue()) == 0;
        }
        boolean instants = path.endsWith("_at") && row.isTextual() && document.isTextual();
        return row.equals(document) || instants && isSameInstant(row.asText(), document.asText());
    }

    private static boolean isSameInstant(String row, String document) {
        try {
            OffsetDateTime inIndex = OffsetDateTime.parse(document);
            return inIndex.getOffset().equals(ZoneOffset.UTC) && inIndex.isEqual(OffsetDateTime.parse(row));
        } catch (DateTimeException noTimestamp) {
            return false;
        }
    }

    private void add(String path, JsonNode row, JsonNode document) {
        different.add("%s: %s in the database, %s in the index".formatted(path, shown(row), shown(document)));
    }

    private static String shown(JsonNode value) {
        String text = value == null ? "no field" : value.toString();
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }
}
