package sluice.fleet.report;

import java.time.Duration;
import java.util.Map;
import sluice.task.request.Report;

/**
 * What became of one schema.
 *
 * @param changesets how many ran, were taken back, or are pending in a preview
 * @param rows rows changed by batched changes
 * @param rejected rows set aside
 * @param counts what was counted besides, by its noun
 * @param text the SQL of a preview; empty otherwise
 * @param error what went wrong or why it was skipped, one line; empty if nothing did
 * @param sqlState of the error, empty if it has none
 * @param changeset where it went wrong, empty if at none
 */
public record SchemaReport(
        String schema,
        Outcome outcome,
        int changesets,
        long rows,
        long rejected,
        Duration time,
        Map<String, Long> counts,
        String text,
        String error,
        String sqlState,
        String changeset) {

    /** A worker's report on a schema. */
    public static SchemaReport of(String schema, Report report, Duration time) {
        Outcome outcome = Outcome.of(report.outcome());
        boolean skipped = outcome == Outcome.SKIPPED;
        return new SchemaReport(
                schema,
                outcome,
                report.changesets(),
                report.rows(),
                report.rejected(),
                time,
                report.counts(),
                skipped ? "" : report.text(),
                skipped ? report.text() : report.error(),
                report.sqlState(),
                report.changeset());
    }

    /** A good end without data changes. */
    public static SchemaReport migrated(String schema, int changesets, Duration time) {
        return new SchemaReport(schema, Outcome.MIGRATED, changesets, 0, 0, time, Map.of(), "", "", "", "");
    }

    /** The same, after so many changesets more, in the time of both. */
    public SchemaReport after(int more, Duration whole) {
        Outcome all = outcome == Outcome.UP_TO_DATE ? Outcome.MIGRATED : outcome;
        return new SchemaReport(
                schema, all, changesets + more, rows, rejected, whole, counts, text, error, sqlState, changeset);
    }

    /** A report without figures. */
    public static SchemaReport of(String schema, Outcome outcome, String error) {
        return new SchemaReport(schema, outcome, 0, 0, 0, Duration.ZERO, Map.of(), "", error, "", "");
    }
}
