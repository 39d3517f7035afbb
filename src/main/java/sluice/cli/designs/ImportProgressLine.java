package sluice.cli.designs;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import sluice.cli.terminal.Interval;
import sluice.cli.terminal.Screen;
import sluice.cli.terminal.TerminalWidth;
import sluice.designs.importing.report.ImportListener;
import sluice.designs.importing.report.ImportProgress;

/** How far an import is: a line that stays at the foot of a terminal, a line every ten seconds elsewhere. */
final class ImportProgressLine implements ImportListener {

    private static final Duration EVERY = Duration.ofSeconds(10);
    private static final Duration REDRAWN = Duration.ofMillis(200);
    private static final int TROUBLES_TOLD = 100;

    private final Screen screen;
    private final boolean terminal;
    private final boolean quiet;
    private final Interval interval;
    private final AtomicLong troubles = new AtomicLong();

    ImportProgressLine(PrintWriter people, boolean terminal, boolean quiet) {
        this.screen = new Screen(people, new TerminalWidth());
        this.terminal = terminal;
        this.quiet = quiet;
        this.interval = Interval.begun(terminal ? REDRAWN : EVERY);
    }

    @Override
    public void listed(int folders, int all) {
        tell("listed " + folders + " of " + all + " folders");
    }

    @Override
    public void progress(ImportProgress progress) {
        tell(told(progress));
    }

    @Override
    public void trouble(String path, String reason) {
        long number = troubles.incrementAndGet();
        if (number <= TROUBLES_TOLD) {
            screen.line(Screen.printable(path) + ": " + Screen.printable(reason));
        } else if (number == TROUBLES_TOLD + 1) {
            screen.line("There are more; the table design_import_failures has all bad files.");
        }
    }

    /** Nothing more will be told. */
    void end() {
        screen.remove("import");
    }

    private void tell(String text) {
        if (quiet || !interval.isOver()) {
            return;
        }
        if (terminal) {
            screen.bar("import", text);
        } else {
            screen.line(text);
        }
    }

    static String told(ImportProgress progress) {
        return String.format(
                Locale.ROOT,
                "%d of %d files, %s of %s, %.1f images/s, %s/s, %s left",
                progress.files(),
                progress.allFiles(),
                ImportLines.bytes(progress.bytes()),
                ImportLines.bytes(progress.allBytes()),
                progress.filesPerSecond(),
                ImportLines.bytes((long) progress.bytesPerSecond()),
                left(progress.left()));
    }

    private static String left(Duration time) {
        return time.toHours() > 0
                ? "%d h %d min".formatted(time.toHours(), time.toMinutesPart())
                : "%d min %d s".formatted(time.toMinutes(), time.toSecondsPart());
    }
}
