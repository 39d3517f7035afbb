package sluice.listings.index.ranges;

import java.sql.SQLException;
import java.util.Optional;
import java.util.random.RandomGenerator;
import sluice.listings.index.rows.KeyRange;
import sluice.listings.index.rows.Snapshot;

/**
 * Listings at random, in small neighbourhoods: a document in a gap between two keys is found like one that is missing. Safe for
 * several threads.
 */
public final class SampledRanges implements Ranges {

    private static final int NEIGHBOURS = 20;

    private final Snapshot snapshot;
    private final RandomGenerator random;
    private final long from;
    private final long to;
    private long left;
    private long number;

    /** About so many listings of a snapshot, at least one neighbourhood. */
    public SampledRanges(Snapshot snapshot, long size, RandomGenerator random) throws SQLException {
        this.snapshot = snapshot;
        this.random = random;
        this.left = size;
        this.from = snapshot.sql().number("SELECT min(id) FROM listings");
        this.to = snapshot.sql().number("SELECT max(id) FROM listings");
    }

    @Override
    public synchronized Optional<KeyRange> next() throws SQLException {
        if (left <= 0) {
            return Optional.empty();
        }
        long after = from == to ? from - 1 : random.nextLong(from - 1, to);
        int size = (int) Math.min(left, NEIGHBOURS);
        left -= size;
        return Optional.of(snapshot.next(number++, after, to, size));
    }

    @Override
    public synchronized void end() {
        left = 0;
    }
}
