package sluice.cli.output;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import sluice.cli.terminal.Bars;
import sluice.cli.terminal.Interval;
import sluice.cli.terminal.Position;
import sluice.cli.terminal.Screen;
import sluice.cli.terminal.TerminalWidth;
import sluice.fleet.report.FleetListener;
import sluice.fleet.report.SchemaReport;

/**
 * A line per schema that ends; while schemas run, bars on a terminal and a line every ten seconds elsewhere. Safe for several
 * workers.
 */
final class Progress implements FleetListener {

    private static final Duration EVERY = Duration.ofSeconds(10);

    private final Screen screen;
    private final Optional<Bars> bars;
    private final boolean quiet;
    private final boolean verbose;
    private final Map<String, Position> running = new ConcurrentHashMap<>();
    private final Interval interval = Interval.begun(EVERY);
    private final AtomicLong done = new AtomicLong();

    Progress(PrintWriter people, boolean terminal, boolean quiet, boolean verbose) {
        this(new Screen(people, new TerminalWidth()), terminal, quiet, verbose);
    }

    Progress(Screen screen, boolean terminal, boolean quiet, boolean verbose) {
        this.screen = screen;
        this.bars = terminal && !quiet ? Optional.of(new Bars(screen)) : Optional.empty();
        this.quiet = quiet;
        this.verbose = verbose;
    }

    @Override
    public void rows(String schema, long rows, long estimate) {
        long now = System.nanoTime();
        running.compute(schema, (name, before) -> Position.after(before, rows, estimate, now));
        bars.ifPresent(shown -> shown.rows(schema, rows, estimate));
        if (!quiet && bars.isEmpty() && interval.isOver()) {
            running.forEach((name, position) -> line("%-20s running     %s".formatted(name, position.told(now))));
            if (done.get() + running.size() > 1) {
                line(done.get() + " schemas done, " + running.size() + " running");
            }
        }
    }

    @Override
    public void notice(String schema, String message) {
        if (verbose) {
            line("%-20s notice      %s".formatted(schema, message));
        }
    }

    @Override
    public void warning(String message) {
        line(message);
    }

    @Override
    public void ended(SchemaReport report) {
        running.remove(report.schema());
        bars.ifPresent(shown -> shown.ended(report.schema()));
        done.incrementAndGet();
        if (!quiet) {
            line(Lines.schema(report));
        }
    }

    /** Nothing more will be told. */
    void end() {
        bars.ifPresent(Bars::end);
    }

    private void line(String text) {
        screen.line(text);
    }
}
