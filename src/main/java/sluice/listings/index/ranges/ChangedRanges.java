package sluice.listings.index.ranges;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import sluice.listings.index.rows.KeyRange;
import sluice.listings.index.rows.Marks;
import sluice.listings.index.rows.Marks.Interval;
import sluice.listings.index.rows.Snapshot;

/** The neighbourhoods of listings in which something was written or deleted since. Safe for several threads. */
public final class ChangedRanges implements Ranges {

    private final Snapshot snapshot;
    private final int size;
    private final Deque<Interval> left;
    private long number;

    /**
     * Ranges in a snapshot.
     *
     * @param now the snapshot's own marks
     * @param before the marks of an earlier one
     * @param size most listings in a range
     */
    public ChangedRanges(Snapshot snapshot, Marks now, Marks before, int size) {
        this.snapshot = snapshot;
        this.size = size;
        this.left = new ArrayDeque<>(now.changedSince(before));
    }

    @Override
    public synchronized Optional<KeyRange> next() throws SQLException {
        Interval interval = left.poll();
        if (interval == null) {
            return Optional.empty();
        }
        KeyRange range = snapshot.next(number++, interval.after(), interval.upTo(), size);
        if (range.upTo() < interval.upTo()) {
            left.push(new Interval(range.upTo(), interval.upTo()));
        }
        return Optional.of(range);
    }

    @Override
    public synchronized void end() {
        left.clear();
    }
}
