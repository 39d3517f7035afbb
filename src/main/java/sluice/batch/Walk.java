package sluice.batch;

import java.util.List;
import sluice.sql.Identifier;

/**
 * Which rows are walked, and by which key.
 *
 * @param table in the tenant's own schema, unquoted
 * @param key the order of the walk
 * @param where SQL that chooses rows, or empty for all; a row that is done should no longer match
 */
public record Walk(String table, Key key, String where) {

    /**
     * The query for the next range: first key, last key and number of rows of the next {@code limit} rows behind the last
     * key. No row if none is left.
     *
     * @param last how the parts of the last key are written; empty at the very start
     * @param limit how the wanted number of rows is written
     * @param casts what is put behind each key part of the result, e.g. {@code ::text}
     */
    public String next(List<String> last, String limit, String casts) {
        String behind = last.isEmpty() ? "" : "\n    AND " + key.compare("", ">", last);
        String known = String.join(
                " IS NOT NULL AND ", key.each(i -> Identifier.of(key.columns().get(i))));
        String choice = where.isEmpty() ? "" : "\n    AND (" + where + ")";
        String from = String.join(", ", key.each(i -> "f." + part(i) + casts));
        String to = String.join(", ", key.each(i -> "t." + part(i) + casts));
        return """
                WITH w AS MATERIALIZED (
                    SELECT %s
                    FROM %s
                    WHERE %s IS NOT NULL%s%s
                    ORDER BY %s
                    LIMIT %s
                )
                SELECT %s, %s, (SELECT count(*) FROM w)
                FROM (SELECT * FROM w ORDER BY %s LIMIT 1) f, (SELECT * FROM w ORDER BY %s LIMIT 1) t""".formatted(
                String.join(", ", key.each(i -> Identifier.of(key.columns().get(i)) + " AS " + part(i))),
                Identifier.of(table),
                known,
                behind,
                choice,
                key.order("ASC"),
                limit,
                from,
                to,
                String.join(", ", key.each(i -> part(i) + " ASC")),
                String.join(", ", key.each(i -> part(i) + " DESC")));
    }

    private static String part(int index) {
        return "k" + (index + 1);
    }
}
