package sluice.batch;

import java.time.Duration;

/**
 * How fast a walk may go; never part of a changeset, because it differs per environment.
 *
 * @param size rows in the first batch, 1 or more
 * @param smallest the adaptive size never falls below it, except to find a bad row
 * @param largest the adaptive size never rises above it
 * @param time what a batch should take
 * @param pause between two batches
 * @param lockTimeout how long a batch waits for a lock before it gives way and tries again
 * @param statementTimeout how long one statement of a batch may take
 * @param retries tries after the first before a passing trouble is given up
 * @param lease after how long without a sign of life another runner may take over
 * @param buildTimeout how long a statement may take that can't be cut into batches, e.g. the build of an index
 */
public record Pace(
        int size,
        int smallest,
        int largest,
        Duration time,
        Duration pause,
        Duration lockTimeout,
        Duration statementTimeout,
        int retries,
        Duration lease,
        Duration buildTimeout) {

    /** What holds where nothing is configured. */
    public static final Pace DEFAULT = new Pace(
            1000,
            10,
            100_000,
            Duration.ofMillis(500),
            Duration.ZERO,
            Duration.ofSeconds(2),
            Duration.ofMinutes(10),
            8,
            Duration.ofSeconds(60),
            Duration.ofHours(6));

    /** The same with another batch size, fixed: for tests and for whoever wants every batch equal. */
    public Pace fixed(int rows) {
        return new Pace(rows, rows, rows, time, pause, lockTimeout, statementTimeout, retries, lease, buildTimeout);
    }
}
