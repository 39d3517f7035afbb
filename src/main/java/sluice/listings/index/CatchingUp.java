package sluice.listings.index;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import sluice.listings.index.compare.Comparison;
import sluice.listings.index.compare.Difference;
import sluice.listings.index.rows.AllRanges;
import sluice.listings.index.rows.Snapshot;

/**
 * Compares a filled index with all rows, brings in what was written since it was filled, then what was written since it was
 * compared, until next to nothing is left.
 */
final class CatchingUp {

    private static final int ROUNDS = 3;
    private static final int TURNS = 5;
    private static final int NEXT_TO_NOTHING = 100;

    private final Site site;
    private final String index;
    private final Repair repair;
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

    /** What differs in the end, in spite of all; empty if nothing does, or if a stop was wanted. */
    List<Difference> run() throws SQLException {
        List<Difference> left = List.of();
        for (int round = 0; round < ROUNDS; round++) {
            String horizon;
            Set<String> suspects;
            try (Snapshot snapshot = site.snapshot()) {
                horizon = snapshot.horizon();
                suspects = compare(snapshot);
            }
            if (site.watcher().stopWanted()) {
                return List.of();
            }
            left = bringIn(suspects);
            if (!left.isEmpty() || isEven(horizon)) {
                return left;
            }
            site.watcher().told("Listings were deleted meanwhile; " + index + " is compared once more");
        }
        return left;
    }

    private Set<String> compare(Snapshot snapshot) throws SQLException {
        AllRanges ranges = new AllRanges(snapshot, Long.MIN_VALUE, Compare.rowsPerRange(site, index));
        Comparison comparison = new Comparison(site.documents(index), ranges);
        comparison.run(site.crew(), snapshot, snapshot.count());
        if (comparison.suspects().size() >= Comparison.TOO_MANY) {
            throw Compare.tooMany(index);
        }
        return comparison.suspects();
    }

    private List<Difference> bringIn(Set<String> ids) throws SQLException {
        if (ids.isEmpty()) {
            return List.of();
        }
        site.watcher().told(ids.size() + " listings were written meanwhile and are brought in");
        repaired += ids.size();
        try (Snapshot snapshot = site.snapshot()) {
            return repair.of(ids, snapshot);
        }
    }

    /** Brings in what was written since; whether the index then has as many documents as there are listings. */
    private boolean isEven(String since) throws SQLException {
        String horizon = since;
        for (int turn = 0; turn < TURNS; turn++) {
            try (Snapshot snapshot = site.snapshot()) {
                List<String> changed = snapshot.changedSince(horizon).stream()
                        .map(String::valueOf)
                        .toList();
                repaired += changed.size();
                List<Difference> left = repair.of(changed, snapshot);
                if (!left.isEmpty()) {
                    return false;
                }
                horizon = snapshot.horizon();
                if (changed.size() < NEXT_TO_NOTHING) {
                    return site.documents(index).count() == snapshot.count();
                }
            }
        }
        return true;
    }
}
