package sluice.cli.designs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sluice.cli.terminal.Screen;
import sluice.designs.importing.report.ImportReport;
import sluice.designs.importing.report.Outcome;

/** What an import did, as lines for people. */
final class ImportLines {

    private static final int LOOK_ALIKES_TOLD = 20;
    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB"};

    private ImportLines() {}

    /** The summary of one schema. */
    static List<String> summary(String schema, ImportReport report, boolean quiet) {
        List<String> lines = new ArrayList<>();
        if (report.halted() != null) {
            lines.add(Screen.printable(report.halted()));
        }
        if (quiet) {
            return lines;
        }
        lookAlikes(report, lines);
        lines.add(images(schema, report));
        lines.add(speed(report));
        if (report.count(Outcome.LEFT) > 0) {
            lines.add("Run the same command again to go on; what was read is kept.");
        }
        return lines;
    }

    /** How many images ended how, and in how many folders they were looked for. */
    private static String images(String schema, ImportReport report) {
        String counts = Stream.of(Outcome.values())
                .filter(outcome -> report.count(outcome) > 0)
                .map(outcome -> report.count(outcome) + " " + outcome.word())
                .collect(Collectors.joining(", "));
        return "%-20s %s; %d folders, %d without one, %d failed"
                .formatted(
                        Screen.printable(schema),
                        counts.isEmpty() ? "no images" : counts,
                        report.folders(),
                        report.foldersMissing(),
                        report.foldersFailed());
    }

    private static String speed(ImportReport report) {
        double seconds = Math.max(1, report.time().toMillis()) / 1000.0;
        return String.format(
                Locale.ROOT,
                "%-20s %s read, %d associations added to known images, %d groups of look-alikes, %.1f s, %.1f images/s",
                "",
                bytes(report.bytesFetched()),
                report.associations(),
                report.lookAlikes().size(),
                seconds,
                report.hashed() / seconds);
    }

    private static void lookAlikes(ImportReport report, List<String> lines) {
        report.lookAlikes().stream()
                .limit(LOOK_ALIKES_TOLD)
                .forEach(group -> lines.add(group.size() + " look alike: "
                        + group.stream()
                                .limit(LOOK_ALIKES_TOLD)
                                .map(Screen::printable)
                                .reduce((a, b) -> a + " | " + b)
                                .orElse("")
                        + (group.size() > LOOK_ALIKES_TOLD ? " | ..." : "")));
        if (report.lookAlikes().size() > LOOK_ALIKES_TOLD) {
            lines.add("%d further groups look alike; --json has up to a thousand."
                    .formatted(report.lookAlikes().size() - LOOK_ALIKES_TOLD));
        }
    }

    /** A number of bytes as people read it. */
    static String bytes(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 1000 && unit < UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", value, UNITS[unit]);
    }
}
