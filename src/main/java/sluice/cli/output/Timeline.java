package sluice.cli.output;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import sluice.fleet.report.FleetListener;
import sluice.fleet.report.SchemaReport;

/** Remembers which worker did which schema, and when; for the report. */
final class Timeline implements FleetListener {

    private static final double MILLION = 1e6;

    /**
     * One schema's turn.
     *
     * @param worker counted from 0
     * @param from milliseconds since the start
     * @param to milliseconds since the start
     */
    record Turn(SchemaReport report, int worker, double from, double to) {}

    private record Begun(int worker, long nanos) {}

    private final long start = System.nanoTime();
    private final Map<String, Begun> running = new HashMap<>();
    private final List<Turn> turns = new ArrayList<>();

    @Override
    public synchronized void started(String schema) {
        TreeSet<Integer> taken = new TreeSet<>();
        running.values().forEach(begun -> taken.add(begun.worker()));
        int worker = 0;
        while (taken.contains(worker)) {
            worker++;
        }
        running.put(schema, new Begun(worker, System.nanoTime()));
    }

    @Override
    public synchronized void ended(SchemaReport report) {
        Begun begun = running.remove(report.schema());
        if (begun != null) {
            turns.add(new Turn(
                    report, begun.worker(), (begun.nanos() - start) / MILLION, (System.nanoTime() - start) / MILLION));
        }
    }

    /** All turns that have ended, in that order. */
    synchronized List<Turn> turns() {
        return List.copyOf(turns);
    }
}
