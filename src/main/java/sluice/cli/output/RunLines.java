package sluice.cli.output;

import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import sluice.fleet.runs.Run;

/** Recorded runs, for people and for programs. */
final class RunLines {

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());
    private static final double MILLIS = 1000.0;

    private static final String HEAD = "%6s  %-19s %-9s %-20s %-8s %8s %8s %7s %7s %8s"
            .formatted(
                    "run",
                    "started",
                    "command",
                    "argument",
                    "outcome",
                    "schemas",
                    "changed",
                    "failed",
                    "left",
                    "seconds");

    private RunLines() {}

    /** A line per run, with a head. */
    static List<String> of(List<Run> runs) {
        List<String> lines = new ArrayList<>();
        lines.add(HEAD);
        runs.stream().map(RunLines::line).forEach(lines::add);
        return lines;
    }

    private static String line(Run run) {
        return String.format(
                Locale.ROOT,
                "%6d  %-19s %-9s %-20s %-8s %8d %8d %7d %7d %8.1f",
                run.id(),
                MINUTE.format(run.started()),
                run.command(),
                run.argument().isEmpty() ? "-" : run.argument(),
                run.outcome(),
                run.schemas(),
                run.done(),
                run.failed(),
                run.unfinished(),
                run.time().toMillis() / MILLIS);
    }

    /** Where the last run is, or how it ended. */
    static String position(Run run) {
        String counts = "%d to do, %d done, %d failed,%s %d running, %d waiting, %d rows"
                .formatted(
                        run.schemas() - run.upToDate(),
                        run.done(),
                        run.failed(),
                        run.stopped() > 0 ? " " + run.stopped() + " stopped," : "",
                        run.running(),
                        run.waiting(),
                        run.rows());
        if (!run.live()) {
            return "The last run, %d (%s), %s: %s".formatted(run.id(), run.command(), ended(run), counts);
        }
        String left = run.left().map(time -> ", about " + told(time) + " left").orElse("");
        return String.format(
                Locale.ROOT,
                "Run %d (%s) is under way for %s: %s; %.1f schemas/s%s",
                run.id(),
                run.command(),
                told(run.time()),
                counts,
                run.rate(),
                left);
    }

    /** The parts of a run under the names that programs know. */
    static Map<String, Object> parts(Run run) {
        Map<String, Object> parts = new LinkedHashMap<>();
        parts.put("run", run.id());
        parts.put("command", run.command());
        parts.put("argument", run.argument());
        parts.put("outcome", run.outcome());
        parts.put("started", run.started().toString());
        parts.put("seconds", run.time().toMillis() / MILLIS);
        parts.put("schemas", run.schemas());
        parts.put("up-to-date", run.upToDate());
        parts.put("done", run.done());
        parts.put("failed", run.failed());
        parts.put("running", run.running());
        parts.put("stopped", run.stopped());
        parts.put("waiting", run.waiting());
        parts.put("rows", run.rows());
        parts.put(
                "secondsLeft", run.live() ? run.left().map(Duration::toSeconds).orElse(null) : null);
        return parts;
    }

    private static String ended(Run run) {
        return switch (run.outcome()) {
            case "killed" -> "was killed (sluice update goes on)";
            case "stopped" -> "was stopped (sluice update goes on)";
            default -> "ended as " + run.outcome();
        };
    }

    private static String told(Duration time) {
        long seconds = Math.max(1, time.toSeconds());
        return seconds < 120 ? seconds + " s" : seconds / 60 + " min";
    }
}
