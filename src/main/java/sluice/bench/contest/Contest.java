package sluice.bench.contest;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Several ways of doing the same work, timed in turns so that a slow minute of the machine meets all of them. */
public final class Contest {

    /** One way of doing the work. */
    @FunctionalInterface
    public interface Way {
        /** Prepares, does it once, and tells how many nanoseconds the work itself took. */
        long nanos() throws SQLException;
    }

    private record Entry(long rows, Way way) {}

    private final Map<String, Entry> ways = new LinkedHashMap<>();

    /** Adds a way; the first is the floor. */
    public Contest add(String name, long rows, Way way) {
        ways.put(name, new Entry(rows, way));
        return this;
    }

    /** Lets each way run so many times, in turns; the figures hold the medians, in the order of adding. */
    public List<Figure> run(int runs) throws SQLException {
        Map<String, long[]> times = new LinkedHashMap<>();
        for (int run = 0; run < runs; run++) {
            for (Map.Entry<String, Entry> way : ways.entrySet()) {
                times.computeIfAbsent(way.getKey(), name -> new long[runs])[run] =
                        way.getValue().way().nanos();
            }
        }
        List<Figure> figures = new ArrayList<>();
        double floor = 0;
        for (Map.Entry<String, Entry> way : ways.entrySet()) {
            long rows = way.getValue().rows();
            double median = median(times.get(way.getKey()));
            floor = floor == 0 ? median / rows : floor;
            figures.add(new Figure(way.getKey(), rows, Duration.ofNanos((long) median), median / rows / floor));
        }
        return figures;
    }

    private static double median(long... times) {
        Arrays.sort(times);
        int middle = times.length / 2;
        return times.length % 2 == 1 ? times[middle] : (times[middle - 1] + times[middle]) / 2.0;
    }
}
