package sluice.cli.terminal;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Keeps lines apart: at most one in so long a time, whichever thread comes first. Safe for several threads. */
public final class Interval {

    private final long nanos;
    private final AtomicLong last;

    private Interval(Duration length, long last) {
        this.nanos = length.toNanos();
        this.last = new AtomicLong(last);
    }

    /** An interval that begins now, so that the first line comes when it is over. */
    public static Interval begun(Duration length) {
        return new Interval(length, System.nanoTime());
    }

    /** An interval that is over, so that the first line comes at once. */
    public static Interval over(Duration length) {
        return new Interval(length, System.nanoTime() - length.toNanos());
    }

    /** Whether it is over; for the one who is told so the next has begun. */
    public boolean isOver() {
        long now = System.nanoTime();
        long before = last.get();
        return now - before >= nanos && last.compareAndSet(before, now);
    }
}
