package sluice.listings.index;

import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import sluice.listings.index.compare.Comparison;
import sluice.listings.index.compare.Difference;
import sluice.listings.index.compare.SecondLook;
import sluice.listings.index.compare.Suspects;
import sluice.listings.index.ranges.AllRanges;
import sluice.listings.index.ranges.ChangedRanges;
import sluice.listings.index.ranges.Ranges;
import sluice.listings.index.rows.Marks;
import sluice.listings.index.rows.RowReader;
import sluice.listings.index.rows.Snapshot;
import sluice.listings.index.site.Site;
import sluice.opensearch.SearchFailure;

/**
 * Compares a filled index with all rows, then brings in what was written or deleted since it was filled, and what was while
 * that was done, until next to nothing is left.
 */
final class CatchingUp {

    private static final int ROUNDS = 3;
    private static final int TURNS = 5;
    private static final int NEXT_TO_NOTHING = 100;
    /** Usually. */
    static final int AT_ONCE = 10_000;

    private final Site site;
    private final String index;
    private final Refused refused;
    private final Repair repair;
    private final int atOnce;
    private final AtomicLong repaired = new AtomicLong();
    private final Queue<Difference> left = new ConcurrentLinkedQueue<>();
    private Marks marks;
    private long told;

    /** @param atOnce listings that are brought in together, more of them by the way: so many ids are kept in memory */
    CatchingUp(Site site, String index, Refused refused, int atOnce) {
        this.site = site;
        this.index = index;
        this.refused = refused;
        this.repair = new Repair(site, index, refused);
        this.atOnce = atOnce;
    }

    /** Documents that were put or removed. */
    long repaired() {
        return repaired.get();
    }

    /**
     * What differs in the end, in spite of all; empty if nothing does, or if a stop was wanted.
     *
     * @throws SearchFailure if the index still has other documents than there are listings, and none can be named
     */
    List<Difference> run() throws SQLException {
        Turn last = null;
        for (int round = 0; round < ROUNDS; round++) {
            Set<String> suspects = all();
            if (!left.isEmpty() || site.watcher().stopWanted()) {
                return List.copyOf(left);
            }
            last = turns(suspects);
            if (!left.isEmpty() || last.isEven()) {
                return List.copyOf(left);
            }
            site.watcher().told(index + " has other documents than were put in; it is compared once more");
        }
        return uneven(last);
    }

    /** After the switch: what was written in the moment between the last look and the switch, and would be missed. */
    List<Difference> afterwards() throws SQLException {
        Turn done = turn(Set.of());
        for (int turn = 1; turn < TURNS && left.isEmpty() && done.brought() > 0; turn++) {
            done = turn(Set.of());
        }
        return List.copyOf(left);
    }

    private Set<String> all() throws SQLException {
        try (Snapshot snapshot = site.snapshot()) {
            marks = snapshot.marks();
            return compare(snapshot, new AllRanges(snapshot, Long.MIN_VALUE, size()), snapshot.count());
        }
    }

    /** The ids that differ; where they are many, these are only the last of them, and the others were brought in. */
    private Set<String> compare(Snapshot snapshot, Ranges ranges, long estimate) throws SQLException {
        Suspects suspects = new Suspects(atOnce, (ids, reader) -> {
            bring(ids, reader);
            if (!left.isEmpty()) {
                ranges.end();
            }
        });
        new Comparison(site.documents(index), ranges, suspects).run(site.crew(), snapshot, estimate);
        return suspects.ids();
    }

    private void bring(Collection<String> ids, RowReader reader) throws SQLException {
        repaired.addAndGet(ids.size());
        left.addAll(repair.of(ids, reader));
        refused.stopIfTooMany();
    }

    private int size() {
        return Compare.rowsPerRange(site, index);
    }

    private Turn turns(Set<String> suspects) throws SQLException {
        Turn done = turn(suspects);
        for (int turn = 1; turn < TURNS && left.isEmpty() && done.brought() >= NEXT_TO_NOTHING; turn++) {
            done = turn(Set.of());
        }
        return done;
    }

    /**
     * What came of a look at what changed.
     *
     * @param brought listings that were put or removed since the look before
     * @param documents of the index then
     * @param listings of that snapshot
     */
    private record Turn(long brought, long documents, long listings) {

        boolean isEven() {
            return documents == listings;
        }
    }

    /** Brings in what was found before, and what was written or deleted since then. */
    private Turn turn(Collection<String> before) throws SQLException {
        site.indices().refresh(index);
        Set<String> ids = new TreeSet<>(before);
        try (Snapshot snapshot = site.snapshot();
                RowReader reader = snapshot.reader()) {
            Marks now = snapshot.marks();
            ids.addAll(compare(snapshot, new ChangedRanges(snapshot, now, marks, size()), 0));
            marks = now;
            long brought = repaired.get() - told + ids.size();
            told += brought;
            if (brought > 0) {
                site.watcher().told(brought + " listings were written meanwhile and are brought in");
            }
            bring(ids, reader);
            return new Turn(brought, site.documents(index).count(), snapshot.count());
        }
    }

    /** Somebody else writes into the index: what is wrong with it now, without putting it right again. */
    private List<Difference> uneven(Turn last) throws SQLException {
        Set<String> suspects = all();
        try (Snapshot snapshot = site.snapshot();
                RowReader reader = snapshot.reader()) {
            List<Difference> found = SecondLook.at(suspects, site.documents(index), reader);
            if (!found.isEmpty()) {
                return found;
            }
        }
        throw new SearchFailure(
                SearchFailure.Kind.REFUSED,
                "%s has %d documents where there are %d listings, and after %d comparisons still does not stay as it was filled."
                                .formatted(index, last.documents(), last.listings(), ROUNDS)
                        + " Who else writes to it? Nothing was switched; stop that, and run the same command again");
    }
}
