package sluice.listings.index.compare;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import sluice.listings.index.ranges.Crew;
import sluice.listings.index.ranges.Ranges;
import sluice.listings.index.rows.KeyRange;
import sluice.listings.index.rows.RowReader;
import sluice.listings.index.rows.Snapshot;
import sluice.opensearch.SearchFailure;
import sluice.opensearch.index.Documents;
import sluice.opensearch.index.Hit;

/** An index against the listings of a snapshot, in ranges of keys, by several threads. */
public final class Comparison {

    // an index may hold a document or two that no row has
    private static final int MARGIN = 10;

    private final Documents documents;
    private final Ranges ranges;
    private final Suspects suspects;

    /** The documents of an index against the rows of these ranges; who differs becomes one of the suspects. */
    public Comparison(Documents documents, Ranges ranges, Suspects suspects) {
        this.documents = documents;
        this.ranges = ranges;
        this.suspects = suspects;
    }

    /**
     * Compares all ranges.
     *
     * @param estimate documents in all
     * @return documents compared; a stop that was wanted ends it early
     */
    public long run(Crew crew, Snapshot snapshot, long estimate) throws SQLException {
        documents.withoutField(Documents.LARGEST_PAGE).forEach(hit -> suspects.add(hit.id()));
        return crew.work(snapshot, ranges, 0, estimate, this::compare);
    }

    private void compare(KeyRange range, RowReader reader) throws SQLException {
        RangeComparison comparison = new RangeComparison(reader.read(range), suspects::add);
        int page = Math.min(Documents.LARGEST_PAGE, range.rows() + MARGIN);
        List<Hit> hits = documents.range(range.after(), range.upTo(), page);
        hits.forEach(comparison::take);
        while (hits.size() == page) {
            suspects.relieve(reader);
            page = Documents.LARGEST_PAGE;
            long last = hits.get(hits.size() - 1).sort();
            if (hits.size() == page && hits.get(0).sort() == last) {
                throw new SearchFailure(
                        SearchFailure.Kind.REFUSED,
                        "More than " + page + " documents of the index claim to be " + last);
            }
            // several may claim the last key: those that came already are left out
            Set<String> known = new java.util.HashSet<>();
            hits.stream().filter(hit -> hit.sort() == last).forEach(hit -> known.add(hit.id()));
            hits = documents.range(last - 1, range.upTo(), page);
            hits.stream().filter(hit -> !known.contains(hit.id())).forEach(comparison::take);
        }
        comparison.end();
        suspects.relieve(reader);
    }
}
