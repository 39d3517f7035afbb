package sluice.listings.index;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import sluice.listings.index.compare.Comparison;
import sluice.listings.index.compare.Difference;
import sluice.listings.index.compare.SecondLook;
import sluice.listings.index.compare.Suspects;
import sluice.listings.index.generation.Generations;
import sluice.listings.index.ranges.AllRanges;
import sluice.listings.index.ranges.Ranges;
import sluice.listings.index.ranges.SampledRanges;
import sluice.listings.index.rows.RowReader;
import sluice.listings.index.rows.Snapshot;
import sluice.listings.index.site.Site;
import sluice.opensearch.SearchFailure;

/** Every document of the index that searches use against its row; on demand, what differs is put right. */
public final class Compare {

    /** More than these differ: then it is another index, and a list of ids is of no use. */
    private static final int TOO_MANY = 100_000;

    private static final int MOST_ROWS = 2000;
    private static final int FEWEST_ROWS = 10;
    private static final long BYTES_PER_RANGE = 4 << 20;

    private final Site site;

    /** A comparison there. */
    public Compare(Site site) {
        this.site = site;
    }

    /**
     * Compares.
     *
     * @param sample about so many listings at random; empty for all
     * @param repair whether what differs is indexed anew, or removed where there is no row
     * @throws SearchFailure if there is no index, or another one altogether
     */
    public Settled run(OptionalLong sample, boolean repair) throws SQLException {
        String index = new Generations(site).current().orElseThrow(this::none);
        long start = System.nanoTime();
        site.indices().refresh(index);
        site.watcher().told("Comparing " + index + " with the listings");
        Suspects suspects = new Suspects(TOO_MANY, (ids, reader) -> {
            throw tooMany(index);
        });
        long compared;
        try (Snapshot snapshot = site.snapshot()) {
            Ranges ranges = sample.isPresent()
                    ? new SampledRanges(snapshot, sample.getAsLong(), new SplittableRandom())
                    : new AllRanges(snapshot, Long.MIN_VALUE, rowsPerRange(site, index));
            Comparison comparison = new Comparison(site.documents(index), ranges, suspects);
            compared = comparison.run(site.crew(), snapshot, sample.orElse(snapshot.count()));
        }
        return settled(index, compared, suspects.ids(), repair, start);
    }

    private Settled settled(String index, long compared, Set<String> suspects, boolean repair, long start)
            throws SQLException {
        Refused refused = new Refused();
        List<Difference> differences = List.of();
        long repaired = 0;
        site.indices().refresh(index);
        try (Snapshot snapshot = site.snapshot();
                RowReader reader = snapshot.reader()) {
            differences = SecondLook.at(suspects, site.documents(index), reader);
            if (repair && !differences.isEmpty()) {
                differences.forEach(difference -> site.watcher().told(difference.told()));
                int found = differences.size();
                List<String> ids = differences.stream().map(Difference::id).toList();
                differences = new Repair(site, index, refused).of(ids, reader);
                repaired = found - differences.size();
            }
        }
        return new Settled(
                index,
                "",
                compared,
                repaired,
                repaired,
                refused.all(),
                differences,
                false,
                site.watcher().stopWanted(),
                Duration.ZERO,
                Duration.ofNanos(System.nanoTime() - start));
    }

    /** So many that their documents take little memory, even if they are large. */
    static int rowsPerRange(Site site, String index) {
        long size = Math.max(1, site.indices().averageSize(index));
        return (int) Math.max(FEWEST_ROWS, Math.min(MOST_ROWS, BYTES_PER_RANGE / size));
    }

    private static SearchFailure tooMany(String index) {
        return new SearchFailure(
                SearchFailure.Kind.REFUSED,
                "More than " + TOO_MANY + " documents of " + index
                        + " differ from their rows; that is another index, or another database. Build it anew: sluice reindex"
                        + " listings --fresh");
    }

    private SearchFailure none() {
        return new SearchFailure(
                SearchFailure.Kind.MISSING,
                "There is no index " + site.alias() + " at " + site.cluster().shown()
                        + "; make it with: sluice reindex listings");
    }
}
