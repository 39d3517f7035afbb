package sluice.batch.run;

import java.time.Duration;
import sluice.batch.Pace;

/** How many rows the next batch takes: follows the time target up, by twice at most, and at once down. Not thread-safe. */
public final class BatchSize {

    private static final double UP = 2;
    private static final double AFTER_A_BAD_ROW = 2;
    private static final double AFTER_A_TIMEOUT = 1.1;
    private static final int FIRST_AFTER_A_BAD_ROW = 16;

    private final Pace pace;
    private double size;
    private double cap = Double.MAX_VALUE;
    private double capGrowth = 1;
    private long suspects;

    /** Sizes within the bounds of a pace. */
    public BatchSize(Pace pace) {
        this.pace = pace;
        this.size = pace.size();
    }

    /** Rows for the next batch, at least one. */
    public int next() {
        double rows = suspects > 0 ? suspects / 2 : Math.min(size, cap);
        return (int) Math.max(1, rows);
    }

    /** A batch of so many rows was done; its work, without the search for its range, took so long. */
    public void took(long rows, Duration time) {
        if (suspects > 0) {
            suspects = Math.max(0, suspects - rows); // the bad row is among the others
            return;
        }
        cap = cap * capGrowth + 1;
        if (rows < size / 2) {
            return; // few rows say nothing about speed
        }
        double wanted = size * pace.time().toNanos() / Math.max(1, time.toNanos());
        double next = wanted < size ? wanted : Math.min(wanted, size * UP);
        size = Math.max(pace.smallest(), Math.min(pace.largest(), next));
    }

    /** One of the next rows is bad: the search halves them, whatever the bounds say. */
    void failed(long rows) {
        suspects = rows;
    }

    /** The bad row was found and set aside. Where one is there may be more, so the size starts small and doubles. */
    void isolated() {
        suspects = 0;
        cap = FIRST_AFTER_A_BAD_ROW;
        capGrowth = AFTER_A_BAD_ROW;
    }

    /** So many rows met their time limit or did not get their locks: half of them, and only slowly more again. */
    void tooMany(long rows) {
        cap = Math.max(1, rows / 2);
        capGrowth = AFTER_A_TIMEOUT;
    }
}
