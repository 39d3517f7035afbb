package sluice.fleet.report;

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
    private Path file;
    private Map<String, String> head = Map.of();
    private Map<String, Map<String, TableSum>> before = Map.of();

    @Override
    public void ran(String schema, String changeset, long rows) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("id", changeset);
        entry.put("rows", rows);
        // a schema is worked on by one thread at a time
        ran.computeIfAbsent(schema, name -> new ArrayList<>()).add(entry);
    }

    /**
     * Begins the record; of a run that is killed this much stays, without an end.
     *
     * @param head what runs and where, in the order of writing
     * @param before what the tables of each schema held before the run
     * @throws UncheckedIOException if the file can't be written; nothing should run then
     */
    public void begin(Path file, Map<String, String> head, Map<String, Map<String, TableSum>> before) {
        this.file = file;
        this.head = new LinkedHashMap<>(head);
        this.before = before;
        write(null, "", schemas(List.of(), Map.of()));
    }

    /** Ends the record of a run that reports on its schemas, good or bad. */
    public void end(FleetReport report, Map<String, Map<String, TableSum>> after) {
        write(Instant.now(), "", schemas(report.schemas(), after));
    }

    /** Ends the record of a run that broke off without a report. */
    public void broke(String error) {
        write(Instant.now(), error, schemas(List.of(), Map.of()));
    }

    private void write(Instant ended, String error, List<Map<String, Object>> schemas) {
        Map<String, Object> document = new LinkedHashMap<>(head);
        document.put("startedAt", started.toString());
        document.put("endedAt", ended == null ? null : ended.toString());
        document.put("error", error.isEmpty() ? null : error);
        document.put("schemas", schemas);
        try {
            new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(file.toFile(), document);
        } catch (IOException full) {
            throw new UncheckedIOException("The manifest can't be written to " + file + ": " + full.getMessage(), full);
        }
    }

    /** Those that there were, and those that are reported on. */
    private List<Map<String, Object>> schemas(List<SchemaReport> reports, Map<String, Map<String, TableSum>> after) {
        Map<String, SchemaReport> known = new TreeMap<>();
        before.keySet().forEach(schema -> known.put(schema, null));
        reports.forEach(report -> known.put(report.schema(), report));
        List<Map<String, Object>> schemas = new ArrayList<>();
        known.forEach((schema, report) -> {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("schema", schema);
            entry.put("outcome", report == null ? null : report.outcome().word());
            entry.put("error", report == null || report.error().isEmpty() ? null : report.error());
            entry.put("changesets", ran.getOrDefault(schema, List.of()));
            entry.put("tables", tables(before.getOrDefault(schema, Map.of()), after.getOrDefault(schema, Map.of())));
            schemas.add(entry);
        });
        return schemas;
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
