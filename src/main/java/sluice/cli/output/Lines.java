package sluice.cli.output;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import sluice.cli.terminal.Screen;
import sluice.fleet.catalog.SchemaState;
import sluice.fleet.report.FleetReport;
import sluice.fleet.report.Outcome;
import sluice.fleet.report.SchemaReport;

/** Reports as lines for people: plain, one per schema, one summary. */
public final class Lines {

    private Lines() {}

    /** The line of one schema. */
    static String schema(SchemaReport report) {
        StringBuilder line = new StringBuilder("%-20s %-11s"
                .formatted(Screen.printable(report.schema()), report.outcome().word()));
        if (report.outcome() == Outcome.MIGRATED || report.outcome() == Outcome.ROLLED_BACK) {
            line.append(" %3d changesets %9d rows".formatted(report.changesets(), report.rows()));
        }
        if (report.rejected() > 0) {
            line.append(" %d rejected".formatted(report.rejected()));
        }
        if (!report.time().isZero()) {
            line.append(" ").append(seconds(report.time()));
        }
        if (!report.error().isEmpty()) {
            line.append("  ").append(trouble(report));
        }
        return line.toString().stripTrailing();
    }

    /** The summary of a run. */
    static List<String> summary(FleetReport report, boolean quiet) {
        List<String> lines = new ArrayList<>();
        if (quiet) {
            report.schemas().stream()
                    .filter(schema -> schema.outcome() == Outcome.FAILED || schema.rejected() > 0)
                    .map(Lines::schema)
                    .forEach(lines::add);
            return lines;
        }
        List<String> parts = new ArrayList<>();
        for (Outcome outcome : Outcome.values()) {
            if (report.count(outcome) > 0) {
                parts.add(report.count(outcome) + " " + outcome.word());
            }
        }
        int schemas = report.schemas().size();
        lines.add(schemas + (schemas == 1 ? " schema: " : " schemas: ") + String.join(", ", parts) + "; "
                + report.rows() + " rows, " + report.rejected() + " rejected, " + seconds(report.time()));
        for (Map.Entry<String, Long> count : report.counts().entrySet()) {
            lines.add("  %-42s %d".formatted(count.getKey(), count.getValue()));
        }
        return lines;
    }

    /** A line per schema, with a head. */
    static List<String> states(List<SchemaState> states) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "%-20s %-18s %10s %12s %8s  %s".formatted("schema", "tag", "changesets", "rows", "rejected", "state"));
        for (SchemaState state : states) {
            lines.add("%-20s %-18s %10s %12d %8d  %s"
                    .formatted(
                            Screen.printable(state.schema()),
                            state.tag().isEmpty() ? "-" : state.tag(),
                            state.done() + "/" + state.expected(),
                            state.rows(),
                            state.rejected(),
                            word(state)));
        }
        return lines;
    }

    /** Where a schema stands, in a few words. */
    static String word(SchemaState state) {
        if (state.changed() > 0) {
            return "checksum differs";
        }
        if (!state.known() || state.done() == 0) {
            return "not begun";
        }
        if (state.running()) {
            return state.locked() ? "running" : "half way";
        }
        return state.isUpToDate() ? "up-to-date" : "behind";
    }

    private static String trouble(SchemaReport report) {
        String where = report.changeset().isEmpty() ? "" : "at " + report.changeset() + ": ";
        String state = report.sqlState().isEmpty() ? "" : "[" + report.sqlState() + "] ";
        return where + state + report.error();
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }
}
