package sluice.batch.walk;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sluice.batch.StepKey;
import sluice.batch.trouble.BatchFailure;
import sluice.sql.Identifier;
import sluice.sql.Sql;

/** What a table's catalogue says of the columns that it is walked by, before the first batch. */
public final class KeyColumns {

    // a partial index may serve, if its condition is the walk's; the planner knows. Columns that the walk holds to one
    // value may come first.
    private static final String INDEXED = """
            SELECT EXISTS (
                SELECT FROM pg_index i, generate_series(0, i.indnkeyatts - k.parts) AS skipped
                WHERE i.indrelid = k.relation AND i.indisvalid
                  AND (CAST(i.indkey AS int2[]))[0:skipped - 1] <@ ARRAY(
                    SELECT a.attnum FROM pg_attribute a WHERE a.attrelid = k.relation AND a.attname = ANY (?))
                  AND (CAST(i.indkey AS int2[]))[skipped:skipped + k.parts - 1] = k.numbers
                  AND (CAST(i.indcollation AS oid[]))[skipped:skipped + k.parts - 1] = k.collations)
            FROM (
                SELECT a.attrelid AS relation, CAST(count(*) AS integer) AS parts,
                    array_agg(a.attnum ORDER BY o.place) AS numbers, array_agg(a.attcollation ORDER BY o.place) AS collations
                FROM unnest(CAST(? AS text[])) WITH ORDINALITY o (name, place)
                JOIN pg_attribute a ON a.attname = o.name AND NOT a.attisdropped
                JOIN pg_class c ON c.oid = a.attrelid AND c.relname = ?
                  AND c.relnamespace = CAST(quote_ident(current_schema()) AS regnamespace)
                GROUP BY a.attrelid) k
            """;
    private static final String NULLABLE = """
            SELECT a.attname
            FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
            WHERE c.relname = ? AND c.relnamespace = CAST(quote_ident(current_schema()) AS regnamespace)
              AND a.attname = ANY (?) AND NOT a.attnotnull
            """;

    private static final Pattern HELD = Pattern.compile("\\s*([a-z_][a-z0-9_]*)\\s*=\\s*(\\?|\\d+|'[^']*')\\s*");

    private final Sql sql;
    private final Walk walk;

    /** The key columns of a walk over a table in the current schema. */
    public KeyColumns(Sql sql, Walk walk) {
        this.sql = sql;
        this.walk = walk;
    }

    /** The columns that the walk's condition holds to one value each, as far as its text shows it. */
    private String[] held() {
        return Arrays.stream(walk.where().split("(?i)\\bAND\\b"))
                .map(HELD::matcher)
                .filter(Matcher::matches)
                .map(found -> found.group(1))
                .toArray(String[]::new);
    }

    private String[] names() {
        return walk.key().columns().toArray(String[]::new);
    }

    /** A sentence for people if no index serves the walk, so that each batch would read the whole table. */
    public Optional<String> missingIndex() throws SQLException {
        if (Pages.walks(walk.key()) || !"f".equals(sql.text(INDEXED, held(), names(), walk.table()))) {
            return Optional.empty();
        }
        return Optional.of("no valid index of " + walk.table() + " begins with "
                + String.join(", ", walk.key().columns())
                + " in its own collation: each batch reads the whole table");
    }

    /** The first key column that is NULL in rows which the walk should meet, and never would. */
    public Optional<String> withoutValue() throws SQLException {
        if (Pages.walks(walk.key())) {
            return Optional.empty();
        }
        List<String> nullable = sql.rows(NULLABLE, row -> row.getString(1), walk.table(), names());
        for (String column : nullable) {
            String found = sql.text("SELECT 1 FROM " + Identifier.of(walk.table()) + " WHERE " + Identifier.of(column)
                    + " IS NULL" + walk.condition() + " LIMIT 1");
            if (found != null) {
                return Optional.of(column);
            }
        }
        return Optional.empty();
    }

    /**
     * Refuses a walk whose key is NULL in some rows.
     *
     * @param key names the changeset in the message
     * @throws BatchFailure if rows would be left out without a word
     */
    public void require(StepKey key) throws SQLException {
        Optional<String> column = withoutValue();
        if (column.isPresent()) {
            throw new BatchFailure(
                    key.changeset() + " stopped before its first batch: table " + walk.table() + " has rows whose "
                            + column.get() + " is NULL, which a walk by it never meets. Walk by another key, or leave "
                            + "them out on purpose: add \"" + column.get() + " IS NOT NULL\" to where.",
                    "22004");
        }
    }
}
