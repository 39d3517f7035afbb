package sluice.change.parameter;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sluice.batch.copy.CopyPart;
import sluice.sql.Template;

/** Reads the queries of a copy, which stand in a parameter or in files among the changelogs, and checks them. */
public final class CopyQueries {

    private static final String FILE = "[\\w./-]+\\.sql";

    private final UnaryOperator<String> files;

    /** @param files gives the text of a file by its path; throws UncheckedIOException where there is none */
    public CopyQueries(UnaryOperator<String> files) {
        this.files = files;
    }

    /** The parts of the copy; the parameters are right. */
    public List<CopyPart> parts(String into, String key, String identity, String query) {
        List<String> tables = Names.of(into);
        List<String> keys = Names.of(key);
        List<String> identities = identities(tables, keys, identity);
        List<String> queries = list(query);
        List<CopyPart> parts = new ArrayList<>();
        for (int i = 0; i < tables.size(); i++) {
            parts.add(new CopyPart(tables.get(i), keys.get(i), identities.get(i), queries.get(i)));
        }
        return parts;
    }

    private static List<String> identities(List<String> tables, List<String> keys, String identity) {
        if (!Parameters.isMissing(identity)) {
            return Names.of(identity);
        }
        List<String> standard = new ArrayList<>(List.of(keys.get(0)));
        tables.stream().skip(1).forEach(table -> standard.add("id"));
        return standard;
    }

    /** One query without its closing semicolon, empty if the parameter is absent. */
    public String one(String value) {
        return Parameters.isMissing(value) ? "" : list(value).get(0);
    }

    /** All queries of a parameter as one text, which changes when a file does. */
    public String text(String value) {
        try {
            return Parameters.isMissing(value) ? "" : String.join(";\n", list(value));
        } catch (UncheckedIOException missing) {
            return value; // what is missing is told by the check
        }
    }

    private List<String> list(String value) {
        if (!isFiles(value)) {
            return List.of(trimmed(value));
        }
        return Stream.of(value.strip().split("\\s*,\\s*"))
                .map(path -> trimmed(files.apply(path)))
                .toList();
    }

    private static boolean isFiles(String value) {
        return value.strip().matches(FILE + "(\\s*,\\s*" + FILE + ")*");
    }

    private static String trimmed(String query) {
        return query.replace("\r\n", "\n").strip().replaceFirst("\\s*;$", "");
    }

    /** Whether the lists fit together, and the queries can be read. */
    public void check(Parameters parameters, List<String> tables, String key, String identity, String query) {
        count(
                parameters,
                "key",
                parameters.names("key", key, "the key's column in each table, e.g. id, order_id"),
                tables);
        if (!Parameters.isMissing(identity)) {
            count(parameters, "identity", parameters.names("identity", identity, "a column of each table"), tables);
        }
        if (parameters.required("query", query, "a SELECT, or a file of SQL for each table")) {
            check(parameters, "query", query);
            int found = isFiles(query) ? query.split(",").length : 1;
            if (!tables.isEmpty() && found != tables.size()) {
                parameters.problem("parameter query must be a file of SQL for each table of into, in their order");
            }
        }
    }

    private static void count(Parameters parameters, String name, List<String> names, List<String> tables) {
        if (!names.isEmpty() && names.size() != tables.size()) {
            parameters.problem("parameter " + name + " must name a column for each table of into, in their order");
        }
    }

    /** Whether the queries of a parameter can be read and hold no other marker than :zone. */
    public void check(Parameters parameters, String name, String value) {
        if (Parameters.isMissing(value)) {
            return;
        }
        try {
            String words = list(value).stream()
                    .flatMap(query -> Template.of(query).markers().stream())
                    .map(marker -> ":" + marker.name())
                    .filter(word -> !word.equals(":zone"))
                    .distinct()
                    .collect(Collectors.joining(", "));
            if (!words.isEmpty()) {
                parameters.problem("parameter " + name + " must hold no other marker than :zone, found " + words);
            }
        } catch (UncheckedIOException missing) {
            parameters.problem("parameter " + name + ": " + missing.getMessage());
        }
    }
}
