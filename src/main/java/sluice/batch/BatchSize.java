package sluice.batch;

import java.time.Duration;

/** How many rows the next batch takes: follows the time target slowly up and at once down. Not thread-safe. */
final class BatchSize {

    private final Pace pace;
    private double size;
    private long splitBelow = Long.MAX_VALUE;

    BatchSize(Pace pace) {
        this.pace = pace;
        this.size = pace.size();
    }

    /** Rows for the next batch, at least one. */
    int next() {
        return (int) Math.max(1, Math.min(size, splitBelow));
    }

    /** A batch of so many rows took so long. */
    void took(long rows, Duration time) {
        if (splitBelow != Long.MAX_VALUE) {
            splitBelow = splitBelow >= size / 2 ? Long.MAX_VALUE : splitBelow * 2;
            return;
        }
        if (rows < size / 2) {
            return; // the last rows of a table say nothing about speed
        }
        double wanted = size * pace.time().toNanos() / Math.max(1, time.toNanos());
        double next = wanted < size ? wanted : Math.min(wanted, size * 1.5);
        size = Math.max(pace.smallest(), Math.min(pace.largest(), next));
    }

    /** A batch of so many rows failed for its data or its time: the next takes half, whatever the bounds say. */
    void failed(long rows) {
        splitBelow = Math.max(1, rows / 2);
    }

    /** The bad row was found and set aside: back to full size. */
    void isolated() {
        splitBelow = Long.MAX_VALUE;
    }
}
