package sluice.cli.output;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import sluice.fleet.report.FleetReport;
import sluice.fleet.report.Outcome;
import sluice.fleet.report.SchemaReport;

/** A run as one page that needs nothing else: every schema a square, every worker a line, what failed in words. */
final class HtmlReport {

    private static final int SLOWEST = 20;
    private static final double SECOND = 1000.0;
    private static final int WIDTH = 1000;
    private static final int LANE = 18;
    private static final String STYLE = """
            body{font:14px/1.45 system-ui,sans-serif;margin:2em auto;max-width:1040px;padding:0 1em;color:#1b1f24;background:#fff}
            h1{font-size:1.5em;margin:0}h2{font-size:1.1em;margin:2em 0 .5em}.sub{color:#57606a}
            .cards{display:flex;gap:.8em;flex-wrap:wrap;margin:1em 0}.card{border:1px solid #d0d7de;border-radius:6px;padding:.5em 1em}
            .card b{display:block;font-size:1.5em}
            .grid{display:flex;flex-wrap:wrap;gap:2px}.grid i{width:11px;height:11px;border-radius:2px;display:block}
            .migrated,.rolled-back,.verified,.previewed{background:#2da44e;fill:#2da44e}.up-to-date{background:#c3e6cb;fill:#c3e6cb}
            .failed{background:#cf222e;fill:#cf222e}.skipped{background:#afb8c1;fill:#afb8c1}.stopped{background:#d4a72c;fill:#d4a72c}
            .key{display:inline-block;width:11px;height:11px;border-radius:2px;margin:0 .3em 0 1em}
            table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.25em .6em;border-bottom:1px solid #d8dee4;vertical-align:top}
            td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}td.m{overflow-wrap:anywhere}
            svg{width:100%;background:#f6f8fa;border-radius:6px}code{font-size:.95em}
            """;

    private final String title;
    private final FleetReport report;
    private final List<Timeline.Turn> turns;

    HtmlReport(String title, FleetReport report, List<Timeline.Turn> turns) {
        this.title = title;
        this.report = report;
        this.turns = turns;
    }

    void write(Path file) {
        try {
            Files.writeString(file, page());
        } catch (IOException full) {
            throw new UncheckedIOException("The report can't be written to " + file + ": " + full.getMessage(), full);
        }
    }

    private String page() {
        return "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>" + text(title)
                + "</title><style>" + STYLE + "</style></head><body><h1>" + text(title) + "</h1>"
                + "<p class=\"sub\">" + report.schemas().size() + " schemas in "
                + seconds(report.time().toMillis())
                + ", " + report.rows() + " rows changed, " + report.rejected() + " rejected</p>"
                + cards() + failures() + grid() + timeline() + slowest() + "</body></html>\n";
    }

    private String cards() {
        StringBuilder cards = new StringBuilder("<div class=\"cards\">");
        for (Outcome outcome : Outcome.values()) {
            if (report.count(outcome) > 0) {
                cards.append("<div class=\"card\"><b>" + report.count(outcome) + "</b>" + outcome.word() + "</div>");
            }
        }
        return cards.append("</div>").toString();
    }

    private String failures() {
        List<SchemaReport> failed = report.schemas().stream()
                .filter(schema -> schema.outcome() == Outcome.FAILED)
                .toList();
        return failed.isEmpty()
                ? ""
                : "<h2>Failed</h2><table><tr><th>Schema<th>Changeset<th>SQLSTATE<th>What is wrong</tr>"
                        + failed.stream().map(HtmlReport::failure).collect(Collectors.joining())
                        + "</table>";
    }

    private static String failure(SchemaReport schema) {
        return "<tr><td class=\"m\"><code>" + text(schema.schema()) + "</code><td class=\"m\">"
                + text(schema.changeset()) + "<td>" + text(schema.sqlState()) + "<td class=\"m\">"
                + text(schema.error()) + "</tr>";
    }

    private String grid() {
        StringBuilder grid = new StringBuilder("<h2>Schemas");
        for (Outcome outcome : Outcome.values()) {
            if (report.count(outcome) > 0) {
                grid.append("<span class=\"key " + outcome.word() + "\"></span><small>" + outcome.word() + "</small>");
            }
        }
        grid.append("</h2><div class=\"grid\">");
        for (SchemaReport schema : report.schemas()) {
            grid.append("<i class=\"" + schema.outcome().word() + "\" title=\"" + text(schema.schema()) + " "
                    + schema.outcome().word() + " " + seconds(schema.time().toMillis()) + "\"></i>");
        }
        return grid.append("</div>").toString();
    }

    private String timeline() {
        if (turns.isEmpty()) {
            return "";
        }
        double end = turns.stream().mapToDouble(Timeline.Turn::to).max().orElse(1);
        int lanes = turns.stream().mapToInt(Timeline.Turn::worker).max().orElse(0) + 1;
        StringBuilder lines = new StringBuilder("<h2>Workers over " + seconds(end) + "</h2><svg viewBox=\"0 0 " + WIDTH
                + " " + lanes * LANE + "\" preserveAspectRatio=\"none\">");
        for (Timeline.Turn turn : turns) {
            lines.append(String.format(
                    Locale.ROOT,
                    "<rect class=\"%s\" x=\"%.2f\" y=\"%d\" width=\"%.2f\" height=\"%d\"><title>%s %s</title></rect>",
                    turn.report().outcome().word(),
                    turn.from() / end * WIDTH,
                    turn.worker() * LANE + 2,
                    Math.max(0.3, (turn.to() - turn.from()) / end * WIDTH - 0.15),
                    LANE - 4,
                    text(turn.report().schema()),
                    seconds(turn.to() - turn.from())));
        }
        return lines.append("</svg>").toString();
    }

    private String slowest() {
        List<SchemaReport> slow = report.schemas().stream()
                .filter(schema -> !schema.time().isZero())
                .sorted(Comparator.comparing(SchemaReport::time).reversed())
                .limit(SLOWEST)
                .toList();
        return slow.isEmpty()
                ? ""
                : "<h2>Slowest</h2><table><tr><th>Schema<th>Outcome<th class=\"n\">Changesets<th class=\"n\">Rows"
                        + "<th class=\"n\">Time</tr>"
                        + slow.stream().map(HtmlReport::row).collect(Collectors.joining()) + "</table>";
    }

    private static String row(SchemaReport schema) {
        return "<tr><td class=\"m\"><code>" + text(schema.schema()) + "</code><td>"
                + schema.outcome().word()
                + "<td class=\"n\">" + schema.changesets() + "<td class=\"n\">" + schema.rows() + "<td class=\"n\">"
                + seconds(schema.time().toMillis()) + "</tr>";
    }

    private static String seconds(double millis) {
        return String.format(Locale.ROOT, "%.2f s", millis / SECOND);
    }

    /** Text that stays text, whatever a schema is called. */
    private static String text(String words) {
        return words.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
