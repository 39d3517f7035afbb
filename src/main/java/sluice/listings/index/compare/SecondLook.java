package sluice.listings.index.compare;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sluice.listings.index.compare.Difference.Kind;
import sluice.listings.index.rows.Row;
import sluice.listings.index.rows.RowReader;
import sluice.opensearch.index.Documents;
import sluice.opensearch.index.Hit;

/** Single documents against their rows, by id: what is different for certain, and how. */
public final class SecondLook {

    /** Ids looked at together. */
    public static final int TOGETHER = 200;

    private SecondLook() {}

    /** The differences among these ids, in their order; the index must have been refreshed. */
    public static List<Difference> at(Collection<String> ids, Documents documents, RowReader reader)
            throws SQLException {
        List<Difference> differences = new ArrayList<>();
        for (List<String> some : parts(ids)) {
            Map<String, Row> rows = rows(some, reader);
            Map<String, Hit> hits = new HashMap<>();
            documents.byId(some).forEach(hit -> hits.put(hit.id(), hit));
            some.forEach(id -> difference(id, rows.get(id), hits.get(id)).ifPresent(differences::add));
        }
        return differences;
    }

    /** The ids in parts of {@link #TOGETHER}. */
    public static List<List<String>> parts(Collection<String> ids) {
        List<String> all = List.copyOf(ids);
        List<List<String>> parts = new ArrayList<>();
        for (int from = 0; from < all.size(); from += TOGETHER) {
            parts.add(all.subList(from, Math.min(all.size(), from + TOGETHER)));
        }
        return parts;
    }

    /** The rows of these ids by id; an id that is no number has none. */
    public static Map<String, Row> rows(Collection<String> ids, RowReader reader) throws SQLException {
        List<Long> keys =
                ids.stream().filter(SecondLook::isKey).map(Long::valueOf).toList();
        Map<String, Row> rows = new HashMap<>();
        reader.read(keys).forEach(row -> rows.put(String.valueOf(row.id()), row));
        return rows;
    }

    /** Whether the listing's key, written as a document's id, looks so. */
    private static boolean isKey(String id) {
        try {
            return String.valueOf(Long.parseLong(id)).equals(id);
        } catch (NumberFormatException other) {
            return false;
        }
    }

    private static Optional<Difference> difference(String id, Row row, Hit hit) {
        if (row == null || hit == null) {
            Kind kind = row == null ? Kind.EXTRA : Kind.MISSING;
            return row == null && hit == null ? Optional.empty() : Optional.of(new Difference(id, kind, List.of()));
        }
        if (hit.is(row.document())) {
            return Optional.empty();
        }
        List<String> fields = Fields.between(RangeComparison.tree(row), hit.tree());
        return fields.isEmpty() ? Optional.empty() : Optional.of(new Difference(id, Kind.DIFFERENT, fields));
    }
}
