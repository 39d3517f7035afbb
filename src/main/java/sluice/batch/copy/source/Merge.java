package sluice.batch.copy.source;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import sluice.batch.copy.CopyBatch;
import sluice.batch.copy.CopyBatch.Kind;
import sluice.batch.copy.source.KeyStream.Keyed;

/** Goes through the keys of both servers side by side and finds what is new, changed or gone; holds a batch at most. */
public final class Merge {

    // rows that go must be few: else it is another source, or one that was emptied
    private static final int MOST_GONE = 100_000;

    private final KeyStream source;
    private final KnownKeys known;
    private final boolean integers;
    private final Set<String> refused;
    private final Pending fresh = new Pending(Kind.NEW);
    private final Pending changed = new Pending(Kind.CHANGED);
    private final Pending gone = new Pending(Kind.GONE);
    private final Set<String> doubled = new LinkedHashSet<>();
    private Keyed ahead;
    private Keyed here;
    private Keyed there;
    private long seen;

    /**
     * @param integers whether keys are whole numbers, ordered as such; else their order is that of their bytes
     * @param refused keys that are passed over
     */
    public Merge(KeyStream source, KnownKeys known, boolean integers, Set<String> refused) throws SQLException {
        this.source = source;
        this.known = known;
        this.integers = integers;
        this.refused = refused;
        this.ahead = source.next();
        nextThere();
        here = known.next();
    }

    /** Keys of the source so far, each counted once. */
    public long seen() {
        return seen;
    }

    /** Keys that the source has twice, so far; they are in no batch. */
    public Set<String> doubled() {
        return doubled;
    }

    /** The next batch of about so many keys, null if all were compared. */
    public CopyBatch next(int size) throws SQLException {
        while (there != null || here != null) {
            int order = there == null ? 1 : here == null ? -1 : compare(there.key(), here.key());
            if (order > 0) {
                lost();
            } else {
                found(order == 0);
            }
            if (fresh.size() >= size) {
                return fresh.take(integers);
            }
            if (changed.size() >= size) {
                return changed.take(false);
            }
        }
        return fresh.size() > 0 ? fresh.take(integers) : changed.size() > 0 ? changed.take(false) : lastOfGone(size);
    }

    private CopyBatch lastOfGone(int size) throws SQLException {
        if (gone.size() > 0 && seen == 0) {
            throw new SQLException(
                    "The source has no row at all, and " + gone.size()
                            + " were copied from it before. Is it the right one?",
                    "P0002");
        }
        return gone.size() == 0 ? null : gone.take(size);
    }

    private void found(boolean isKnown) throws SQLException {
        seen++;
        if (refused.contains(there.key())) {
            fresh.gap();
        } else if (!isKnown) {
            fresh.add(there);
        } else {
            fresh.gap();
            if (!there.version().equals(here.version())) {
                changed.add(there);
            }
        }
        if (isKnown) {
            nextHere();
        }
        nextThere();
    }

    private void lost() throws SQLException {
        if (doubled.contains(here.key()) || refused.contains(here.key())) {
            nextHere();
            return;
        }
        if (gone.size() == MOST_GONE) {
            throw new SQLException(
                    "More than " + MOST_GONE
                            + " rows that were copied are no longer at the source. Is it the right one?",
                    "P0002");
        }
        gone.add(here);
        nextHere();
    }

    private void nextHere() throws SQLException {
        Keyed before = here;
        here = known.next();
        requireOrder(before, here);
    }

    /** Out of order, what is there would seem gone. */
    private void requireOrder(Keyed before, Keyed after) throws SQLException {
        if (before != null && after != null && compare(before.key(), after.key()) > 0) {
            throw new SQLException("Keys came out of order: " + before.key() + " before " + after.key(), "P0002");
        }
    }

    /** The next key that the source has once. */
    private void nextThere() throws SQLException {
        there = ahead;
        ahead = there == null ? null : source.next();
        requireOrder(there, ahead);
        while (there != null && ahead != null && ahead.key().equals(there.key())) {
            String key = there.key();
            if (!refused.contains(key)) {
                doubled.add(key);
            }
            seen++;
            fresh.gap();
            while (ahead != null && ahead.key().equals(key)) {
                ahead = source.next();
            }
            there = ahead;
            ahead = there == null ? null : source.next();
        }
    }

    private int compare(String one, String other) {
        if (integers) {
            boolean small = one.length() < 19 && other.length() < 19;
            return small
                    ? Long.compare(Long.parseLong(one), Long.parseLong(other))
                    : new BigInteger(one).compareTo(new BigInteger(other));
        }
        return Arrays.compareUnsigned(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    /** Keys of one kind that wait for their batch. */
    private static final class Pending {
        private final Kind kind;
        private List<Keyed> keys = new ArrayList<>();
        private boolean gap;
        private boolean dense = true;

        Pending(Kind kind) {
            this.kind = kind;
        }

        int size() {
            return keys.size();
        }

        void add(Keyed keyed) {
            dense &= !gap;
            gap = false;
            keys.add(keyed);
        }

        /** The source has a key here that is not among these. */
        void gap() {
            gap = !keys.isEmpty();
        }

        CopyBatch take(boolean ranges) {
            CopyBatch batch = batch(keys, ranges && dense);
            keys = new ArrayList<>();
            gap = false;
            dense = true;
            return batch;
        }

        CopyBatch take(int most) {
            List<Keyed> some = keys.subList(0, Math.min(most, keys.size()));
            CopyBatch batch = batch(some, false);
            keys = new ArrayList<>(keys.subList(some.size(), keys.size()));
            return batch;
        }

        private CopyBatch batch(List<Keyed> some, boolean ranges) {
            List<String> versions = kind == Kind.GONE
                    ? List.of()
                    : some.stream().map(Keyed::version).toList();
            return new CopyBatch(kind, some.stream().map(Keyed::key).toList(), versions, ranges, false);
        }
    }
}
