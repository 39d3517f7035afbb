package sluice.listings.index.rows;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/**
 * By which versions of rows all documents of a snapshot are made, as one number per {@link #KEYS} keys: what was written or
 * deleted between two snapshots, in whichever of the tables, is where their marks differ.
 */
public final class Marks {

    /** So many keys share a mark. */
    static final int KEYS = 1024;

    // a row's version is known by the transaction that wrote it; each query gives the listing's key and a number of 64
    // bits
    static final String QUERY = """
            SELECT id >> 10, bit_xor(mark) FROM (
              SELECT id, hashint8extended(id, CAST(CAST(xmin AS text) AS bigint)) AS mark FROM listings
              UNION ALL SELECT listing_id, hashint8extended(id, 1 - CAST(CAST(xmin AS text) AS bigint)) FROM listing_images
              UNION ALL SELECT listing_id, hashtextextended(attribute_key,
                hashint8extended(listing_id, CAST(CAST(xmin AS text) AS bigint))) FROM listing_attributes
              UNION ALL SELECT listing_id, hashtextextended(tag,
                hashint8extended(listing_id, 1 - CAST(CAST(xmin AS text) AS bigint))) FROM listing_tags
              UNION ALL SELECT listing_id, hashtextextended('place',
                hashint8extended(listing_id, CAST(CAST(xmin AS text) AS bigint))) FROM listing_locations
            ) versions GROUP BY 1""";

    private final Map<Long, Long> marks;

    Marks(Map<Long, Long> marks) {
        this.marks = Map.copyOf(marks);
    }

    /** Where something was written or deleted between another snapshot and this one, in the order of keys. */
    List<Interval> changedSince(Marks other) {
        TreeSet<Long> changed = new TreeSet<>();
        Map<Long, Long> all = new HashMap<>(other.marks);
        all.putAll(marks);
        for (Long part : all.keySet()) {
            if (!Objects.equals(marks.get(part), other.marks.get(part))) {
                changed.add(part);
            }
        }
        return changed.stream()
                .map(part -> new Interval(part * KEYS - 1, part * KEYS + KEYS - 1))
                .toList();
    }

    /**
     * Keys that share a mark.
     *
     * @param after exclusive
     * @param upTo inclusive
     */
    record Interval(long after, long upTo) {}
}
