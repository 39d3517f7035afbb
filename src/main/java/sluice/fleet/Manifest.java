package sluice.fleet;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The record of one run for those who ask later: what ran, when, on which database, how many rows each changeset touched,
 * and what the tables held before and after. It knows neither passwords nor the URL; a place is told as people see it.
 */
public final class Manifest implements FleetListener {

    private final Instant started = Instant.now();
    private final Map<String, List<Map<String, Object>>> ran = new ConcurrentHashMap<>();

    @Override
    public void ran(String schema, String changeset, long rows) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("id", changeset);
        entry.put("rows", rows);
        // a schema is worked on by one thread at a time
        ran.computeIfAbsent(schema, name -> new ArrayList<>()).add(entry);
    }

    /**
     * Writes the record.
     *
     * @param head what ran and where, in the order of writing
     * @param before what {@link Fleet#tables} gave before the run; {@code after} the run
     */
    public void write(
            Path file,
            Map<String, String> head,
            FleetReport report,
            Map<String, Map<String, TableSum>> before,
            Map<String, Map<String, TableSum>> after) {
        Map<String, Object> document = new LinkedHashMap<>(head);
        document.put("startedAt", started.toString());
        document.put("endedAt", Instant.now().toString());
        document.put(
                "schemas",
                report.schemas().stream()
                        .map(schema -> schema(schema, before, after))
                        .toList());
        try {
            new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(file.toFile(), document);
        } catch (IOException full) {
            throw new UncheckedIOException("The manifest can't be written to " + file + ": " + full.getMessage(), full);
        }
    }

    private Map<String, Object> schema(
            SchemaReport report, Map<String, Map<String, TableSum>> before, Map<String, Map<String, TableSum>> after) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("schema", report.schema());
        entry.put("outcome", report.outcome().word());
        entry.put("error", report.error().isEmpty() ? null : report.error());
        entry.put("changesets", ran.getOrDefault(report.schema(), List.of()));
        entry.put(
                "tables",
                tables(before.getOrDefault(report.schema(), Map.of()), after.getOrDefault(report.schema(), Map.of())));
        return entry;
    }

    private static Map<String, Object> tables(Map<String, TableSum> before, Map<String, TableSum> after) {
        Map<String, Object> tables = new TreeMap<>();
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        for (String name : names) {
            Map<String, Object> table = new LinkedHashMap<>();
            table.put("before", before.get(name));
            table.put("after", after.get(name));
            tables.put(name, table);
        }
        return tables;
    }
}
