package sluice.batch.copy;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import sluice.sql.Identifier;
import sluice.sql.Literal;
import sluice.sql.Template;

/**
 * What is to be copied.
 *
 * @param source the name of the source
 * @param parts the first has a row per key; rows of the others belong to it, and are copied in the same transaction
 * @param keys gives key and version of each row at the source; empty: the first part's key, and a digest of its row
 * @param refuses gives key, kind and reason of rows that must not be copied, asked before anything is; or empty
 * @param memory the table that remembers what was copied: key, version, and identities of the other parts' rows
 * @param optional columns of the queries that are left out where their table does not have them
 * @param newer a column of the first part: a row that is later at the target than at the source stays; or empty
 * @param dropGone whether a copied row that is no longer at the source is deleted here
 * @param quiet whether changed rows are written past the target's own triggers, which might stamp them with the time
 */
public record CopyOrder(
        String source,
        List<CopyPart> parts,
        String keys,
        String refuses,
        String memory,
        List<String> optional,
        String newer,
        boolean dropGone,
        boolean quiet) {

    /** Copies the parts; there must be one. */
    public CopyOrder {
        parts = List.copyOf(parts);
        optional = List.copyOf(optional);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("A copy needs at least one part.");
        }
    }

    /** The part that has a row per key. */
    public CopyPart root() {
        return parts.get(0);
    }

    /** The query for key and version. */
    public String versions() {
        return keys.isEmpty()
                ? "SELECT q.%s, md5(CAST(q AS text)) FROM (%s) q".formatted(Identifier.of(root().key()), root().query())
                : keys;
    }

    /** The same with the markers of its queries replaced: {@code :zone}, what timestamps without a zone mean. */
    public CopyOrder in(String zone) {
        List<CopyPart> located = parts.stream()
                .map(part -> new CopyPart(part.table(), part.key(), part.identity(), located(part.query(), zone)))
                .toList();
        return new CopyOrder(
                source, located, located(keys, zone), located(refuses, zone), memory, optional, newer, dropGone, quiet);
    }

    /**
     * The same where the tables have these of the optional columns: versions tell so, because a row that was copied before
     * a column was there must be looked at again.
     */
    public CopyOrder having(Set<String> columns) {
        if (columns.isEmpty()) {
            return this;
        }
        String marked = "SELECT k.key, concat(k.version, '+', %s) AS version FROM (%s) k (key, version)"
                .formatted(Literal.of(Integer.toHexString(new TreeSet<>(columns).hashCode())), versions());
        return new CopyOrder(source, parts, marked, refuses, memory, optional, newer, dropGone, quiet);
    }

    private static String located(String query, String zone) {
        return Template.of(query).render(marker -> {
            if (!marker.name().equals("zone")) {
                throw new IllegalArgumentException(
                        "Unknown marker :" + marker.name() + " in a query of a copy; known is :zone.");
            }
            return Literal.of(zone);
        });
    }

    /** The statements that make the memory, unless it is there. */
    public String createMemory() {
        StringBuilder columns =
                new StringBuilder("t1.%s AS key, CAST(NULL AS text) AS version".formatted(Identifier.of(root().key())));
        StringBuilder tables = new StringBuilder(Identifier.of(root().table())).append(" t1");
        for (int number = 2; number <= parts.size(); number++) {
            CopyPart part = parts.get(number - 1);
            columns.append(", ARRAY[t%1$d.%2$s] AS part_%1$d".formatted(number, Identifier.of(part.identity())));
            tables.append(", ").append(Identifier.of(part.table())).append(" t").append(number);
        }
        return """
                CREATE TABLE IF NOT EXISTS %1$s AS
                SELECT %2$s
                FROM %3$s
                WITH NO DATA;
                CREATE UNIQUE INDEX IF NOT EXISTS %4$s ON %1$s (key);
                COMMENT ON TABLE %1$s IS %5$s""".formatted(
                        Identifier.of(memory),
                        columns,
                        tables,
                        Identifier.of(memory + "_key"),
                        Literal.of("Rows of " + root().table() + " that were copied from " + source));
    }
}
