package sluice.cli.designs;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import sluice.cli.output.Json;
import sluice.cli.output.Telling;
import sluice.designs.importing.report.ImportListener;
import sluice.designs.importing.report.ImportReport;
import sluice.designs.importing.report.Outcome;
import sluice.environment.Settings;

/** Where the words of an import go: lines for people, JSON for programs. */
final class ImportOutput implements AutoCloseable {

    private final CommandSpec spec;
    private final Settings settings;
    private final Telling telling;
    private final PrintWriter people;
    private final ImportProgressLine progress;
    private final Map<String, ImportReport> reports = new LinkedHashMap<>();

    ImportOutput(CommandSpec spec, Settings settings, Telling telling) {
        this.spec = spec;
        this.settings = settings;
        this.telling = telling;
        this.people = telling.people(spec);
        this.progress = new ImportProgressLine(people, telling.isWatched(), telling.isQuiet());
    }

    ImportListener progress() {
        return progress;
    }

    /** The import of one schema is over. */
    void add(String schema, ImportReport report) {
        reports.put(schema, report);
        progress.end();
        ImportLines.summary(schema, report, telling.isQuiet()).forEach(people::println);
        people.flush();
    }

    /** Nothing was to be done. */
    int skipped(String reason) {
        if (!telling.isQuiet()) {
            people.println("import skipped: " + reason);
            people.flush();
        }
        return report();
    }

    /** Writes the report and gives the exit status. */
    int report() {
        write();
        return reports.values().stream().anyMatch(ImportReport::hasTrouble) ? 1 : 0;
    }

    private void write() {
        telling.write(Json.indented(document()), spec.commandLine().getOut());
    }

    private Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("system", settings.system());
        document.put("env", settings.environment());
        document.put("command", "import");
        List<Map<String, Object>> schemas = new ArrayList<>();
        reports.forEach((schema, report) -> schemas.add(part(schema, report)));
        document.put("schemas", schemas);
        Map<String, Object> totals = new LinkedHashMap<>();
        totals.put("schemas", reports.size());
        for (Outcome outcome : Outcome.values()) {
            totals.put(
                    outcome.word(),
                    reports.values().stream()
                            .mapToLong(report -> report.count(outcome))
                            .sum());
        }
        totals.put(
                "bytes",
                reports.values().stream().mapToLong(ImportReport::bytesFetched).sum());
        document.put("totals", totals);
        return document;
    }

    private static Map<String, Object> part(String schema, ImportReport report) {
        Map<String, Object> part = new LinkedHashMap<>();
        part.put("schema", schema);
        part.put("outcome", outcome(report));
        part.put("changesets", 0);
        part.put("rows", report.hashed());
        part.put("rejected", report.count(Outcome.BAD));
        part.put("seconds", report.time().toMillis() / 1000.0);
        part.put("error", report.halted() == null ? "" : report.halted());
        part.put("bytes", report.bytesFetched());
        part.put("folders", report.folders());
        part.put("foldersMissing", report.foldersMissing());
        part.put("foldersFailed", report.foldersFailed());
        part.put("associations", report.associations());
        part.put(
                "troubles",
                report.troubles().stream()
                        .map(trouble -> Map.of("path", trouble.path(), "reason", trouble.reason()))
                        .toList());
        part.put("lookAlikes", report.lookAlikes());
        return part;
    }

    private static String outcome(ImportReport report) {
        if (report.halted() != null || report.foldersFailed() > 0 || report.count(Outcome.FAILED) > 0) {
            return "failed";
        }
        if (report.stopped()) {
            return "stopped";
        }
        return report.hashed() > 0 ? "migrated" : "up-to-date";
    }

    @Override
    public void close() {
        progress.end();
        people.flush();
    }
}
