package sluice.bench.contest;

import java.time.Duration;

/**
 * What one way of doing the work came to.
 *
 * @param way which way, e.g. {@code one statement}
 * @param rows rows of the work
 * @param time median over the runs
 * @param ratio this way's time per row by the floor's; 1 is as fast as the floor
 */
public record Figure(String way, long rows, Duration time, double ratio) {

    /** Rows per second. */
    public double speed() {
        return rows * 1e9 / Math.max(1, time.toNanos());
    }
}
