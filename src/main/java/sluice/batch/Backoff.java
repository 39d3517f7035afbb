package sluice.batch;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Waiting between tries: doubling from 50 ms to 5 s, with jitter, so that two that collided do not collide again. */
public final class Backoff {

    private static final long FIRST = 50;
    private static final long LONGEST = 5_000;

    private Backoff() {}

    /** The wait before the given try, counted from 1: between half and the whole of the doubled time. */
    public static Duration before(int attempt) {
        long full = Math.min(LONGEST, FIRST << Math.min(attempt - 1, 16));
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(full / 2, full + 1));
    }

    /** Waits; an interrupt ends the wait and is kept for the caller to see. */
    public static void pause(Duration time) {
        if (time.isZero()) {
            return;
        }
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
