package sluice.cli;

import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import sluice.fleet.FleetListener;
import sluice.fleet.SchemaReport;

/** A line per schema that ends, and while schemas run a line every ten seconds. Safe for several workers. */
final class Progress implements FleetListener {

    private static final long EVERY_NANOS = 10_000_000_000L;

    private record Position(long rows, long estimate) {}

    private final PrintWriter people;
    private final boolean quiet;
    private final boolean verbose;
    private final Map<String, Position> running = new ConcurrentHashMap<>();
    private final AtomicLong lastLine = new AtomicLong(System.nanoTime());
    private final AtomicLong done = new AtomicLong();

    Progress(PrintWriter people, boolean quiet, boolean verbose) {
        this.people = people;
        this.quiet = quiet;
        this.verbose = verbose;
    }

    @Override
    public void rows(String schema, long rows, long estimate) {
        running.put(schema, new Position(rows, estimate));
        long last = lastLine.get();
        long now = System.nanoTime();
        if (!quiet && now - last > EVERY_NANOS && lastLine.compareAndSet(last, now)) {
            running.forEach((name, position) -> line("%-20s running     %s".formatted(name, told(position))));
            line(done.get() + " schemas done, " + running.size() + " running");
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
        done.incrementAndGet();
        if (!quiet) {
            line(Lines.schema(report));
        }
    }

    /** Nothing more will be told. */
    void end() {
        people.flush();
    }

    private static String told(Position position) {
        if (position.estimate() <= 0) {
            return position.rows() + " rows";
        }
        long percent = Math.min(100, 100 * position.rows() / position.estimate());
        return position.rows() + " of about " + position.estimate() + " rows, " + percent + " %";
    }

    private void line(String text) {
        synchronized (people) {
            people.println(text);
            people.flush();
        }
    }
}
