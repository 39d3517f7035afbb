package sluice.listings.index.ranges;

import java.sql.SQLException;
import java.util.Optional;
import java.util.TreeMap;
import sluice.listings.index.rows.KeyRange;
import sluice.listings.index.rows.Snapshot;

/**
 * All listings behind a key, in ranges without gaps: the last one is open at its end, so that no document of any key is outside
 * of all of them. Safe for several threads.
 */
public final class AllRanges implements Ranges {

    private final Snapshot snapshot;
    private final int size;
    private final TreeMap<Long, KeyRange> finished = new TreeMap<>();
    private long last;
    private long number;
    private long through;
    private long firstUnfinished;
    private boolean ended;

    /**
     * Ranges in a snapshot.
     *
     * @param after the key after which to begin; Long.MIN_VALUE for all
     * @param size listings in a range
     */
    public AllRanges(Snapshot snapshot, long after, int size) {
        this.snapshot = snapshot;
        this.size = size;
        this.last = after;
        this.through = after;
    }

    @Override
    public synchronized Optional<KeyRange> next() throws SQLException {
        if (ended) {
            return Optional.empty();
        }
        KeyRange range = snapshot.next(number++, last, Long.MAX_VALUE, size);
        last = range.upTo();
        ended = last == Long.MAX_VALUE;
        return Optional.of(range);
    }

    @Override
    public synchronized void end() {
        ended = true;
    }

    /** A range is done with. */
    public synchronized void finished(KeyRange range) {
        finished.put(range.number(), range);
        for (KeyRange next = finished.remove(firstUnfinished); next != null; next = finished.remove(firstUnfinished)) {
            through = next.upTo();
            firstUnfinished++;
        }
    }

    /** The key up to which everything is done. */
    public synchronized long through() {
        return through;
    }
}
