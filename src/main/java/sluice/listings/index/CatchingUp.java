package sluice.listings.index;

import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import sluice.listings.index.compare.Comparison;
import sluice.listings.index.compare.Difference;
import sluice.listings.index.compare.SecondLook;
import sluice.listings.index.rows.AllRanges;
import sluice.listings.index.rows.ChangedRanges;
import sluice.listings.index.rows.Marks;
import sluice.listings.index.rows.Ranges;
import sluice.listings.index.rows.RowReader;
import sluice.listings.index.rows.Snapshot;
import sluice.opensearch.SearchFailure;

/**
 * Compares a filled index with all rows, then brings in what was written or deleted since it was filled, and what was while
 * that was done, until next to nothing is left.
 */
final class CatchingUp {

    private static final int ROUNDS = 3;
    private static final int TURNS = 5;
    private static final int NEXT_TO_NOTHING = 100;

    private final Site site;
    private final String index;
    private final Repair repair;
    private Marks marks;
    private long repaired;

    CatchingUp(Site site, String index, Refused refused) {
        this.site = site;
        this.index = index;
        this.repair = new Repair(site, index, refused);
    }

    /** Documents that were put or removed. */
    long repaired() {
        return repaired;
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
            if (site.watcher().stopWanted()) {
                return List.of();
            }
            last = turns(suspects);
            if (!last.left().isEmpty() || last.isEven()) {
                return last.left();
            }
            site.watcher().told(index + " has other documents than were put in; it is compared once more");
        }
        return uneven(last);
    }

    /** After the switch: what was written in the moment between the last look and the switch, and would be missed. */
    void afterwards() throws SQLException {
        for (int turn = 0; turn < TURNS; turn++) {
            Turn done = turn(Set.of());
            if (done.brought() == 0) {
                return;
            }
        }
    }

    private Set<String> all() throws SQLException {
        try (Snapshot snapshot = site.snapshot()) {
            marks = snapshot.marks();
            return compare(snapshot, new AllRanges(snapshot, Long.MIN_VALUE, size()), snapshot.count());
        }
    }

    private Set<String> compare(Snapshot snapshot, Ranges ranges, long estimate) throws SQLException {
        Comparison comparison = new Comparison(site.documents(index), ranges);
        comparison.run(site.crew(), snapshot, estimate);
        if (comparison.suspects().size() >= Comparison.TOO_MANY) {
            throw Compare.tooMany(index);
        }
        return comparison.suspects();
    }

    private int size() {
        return Compare.rowsPerRange(site, index);
    }

    private Turn turns(Set<String> suspects) throws SQLException {
        Turn done = turn(suspects);
        for (int turn = 1; turn < TURNS && done.left().isEmpty() && done.brought() >= NEXT_TO_NOTHING; turn++) {
            done = turn(Set.of());
        }
        return done;
    }

    /**
     * What came of a look at what changed.
     *
     * @param brought listings that were put or removed
     * @param left what still differs from the same snapshot after that
     * @param documents of the index then
     * @param listings of that snapshot
     */
    private record Turn(int brought, List<Difference> left, long documents, long listings) {

        boolean isEven() {
            return documents == listings;
        }
    }

    /** Brings in what was found before, and what was written or deleted since then. */
    private Turn turn(Collection<String> before) throws SQLException {
        site.indices().refresh(index);
        Set<String> ids = new TreeSet<>(before);
        try (Snapshot snapshot = site.snapshot()) {
            Marks now = snapshot.marks();
            ids.addAll(compare(snapshot, new ChangedRanges(snapshot, now, marks, size()), 0));
            marks = now;
            if (!ids.isEmpty()) {
                site.watcher().told(ids.size() + " listings were written meanwhile and are brought in");
            }
            repaired += ids.size();
            List<Difference> left = repair.of(ids, snapshot);
            return new Turn(ids.size(), left, site.documents(index).count(), snapshot.count());
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
