package sluice.cli.output;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sluice.fleet.catalog.SchemaState;
import sluice.fleet.report.FleetReport;
import sluice.fleet.report.Outcome;
import sluice.fleet.report.SchemaReport;
import sluice.fleet.runs.Run;

/** Reports as JSON; the names of the parts are a contract with programs. */
final class JsonReport {

    private final Map<String, Object> head = new LinkedHashMap<>();

    JsonReport(String system, String environment, String command) {
        head.put("system", system);
        head.put("env", environment);
        head.put("command", command);
    }

    /** Adds a part of a command's own. */
    void add(String name, Object part) {
        head.put(name, part);
    }

    String of(FleetReport report) {
        Map<String, Object> totals = new LinkedHashMap<>();
        totals.put("schemas", report.schemas().size());
        for (Outcome outcome : Outcome.values()) {
            totals.put(outcome.word(), report.count(outcome));
        }
        totals.put(
                "changesets",
                report.schemas().stream().mapToInt(SchemaReport::changesets).sum());
        totals.put("rows", report.rows());
        totals.put("rejected", report.rejected());
        totals.put("seconds", seconds(report.time()));
        totals.put("counts", report.counts());
        return document(report.schemas().stream().map(JsonReport::schema).toList(), totals);
    }

    String ofStates(List<SchemaState> states, Run last) {
        if (last != null) {
            head.put("run", RunLines.parts(last));
        }
        List<Map<String, Object>> schemas = new ArrayList<>();
        for (SchemaState state : states) {
            Map<String, Object> part =
                    part(state.schema(), outcome(state), state.done(), state.rows(), state.rejected());
            part.put("expected", state.expected());
            part.put("tag", state.tag());
            part.put("state", Lines.word(state));
            schemas.add(part);
        }
        long done = states.stream().filter(SchemaState::isUpToDate).count();
        return document(schemas, Map.of("schemas", states.size(), "up-to-date", done, "behind", states.size() - done));
    }

    String ofRuns(List<Run> runs) {
        Map<String, Object> document = new LinkedHashMap<>(head);
        document.put("runs", runs.stream().map(RunLines::parts).toList());
        return Json.compact(document);
    }

    String ofNames(List<String> names) {
        return document(
                names.stream()
                        .map(name -> Map.<String, Object>of("schema", name))
                        .toList(),
                Map.of("schemas", names.size()));
    }

    private static Map<String, Object> schema(SchemaReport report) {
        Map<String, Object> part =
                part(report.schema(), report.outcome(), report.changesets(), report.rows(), report.rejected());
        part.put("seconds", seconds(report.time()));
        part.put("error", report.error().isEmpty() ? null : report.error());
        part.put("sqlstate", report.sqlState().isEmpty() ? null : report.sqlState());
        part.put("changeset", report.changeset().isEmpty() ? null : report.changeset());
        part.put("counts", report.counts());
        return part;
    }

    private static Map<String, Object> part(String schema, Outcome outcome, int changesets, long rows, long rejected) {
        Map<String, Object> part = new LinkedHashMap<>();
        part.put("schema", schema);
        part.put("outcome", outcome.word());
        part.put("changesets", changesets);
        part.put("rows", rows);
        part.put("rejected", rejected);
        part.put("seconds", 0);
        part.put("error", null);
        return part;
    }

    /** What a schema that is behind has come to, in the words of outcomes: stopped means that an update goes on. */
    private static Outcome outcome(SchemaState state) {
        if (state.changed() > 0) {
            return Outcome.FAILED;
        }
        if (!state.known() || state.done() == 0) {
            return Outcome.SKIPPED;
        }
        return state.isUpToDate() ? Outcome.UP_TO_DATE : Outcome.STOPPED;
    }

    private String document(List<Map<String, Object>> schemas, Map<String, Object> totals) {
        Map<String, Object> document = new LinkedHashMap<>(head);
        document.put("schemas", schemas);
        document.put("totals", totals);
        return Json.compact(document);
    }

    private static double seconds(Duration time) {
        return Math.round(time.toMillis()) / 1000.0;
    }
}
