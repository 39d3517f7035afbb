package sluice.batch.walk;

import java.util.List;
import sluice.batch.Key;
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
     * A walk in the order in which the rows lie on disk, page by page, for work that must see each row that is there now:
     * it reads no index and jumps nowhere. Rows that are moved or added meanwhile may be met again or not at all.
     */
    public static Walk pages(String table) {
        return new Walk(table, Pages.ONCE, "");
    }

    /**
     * The same for work that changes each row: it comes to each run of pages several times in a row, each time for a share
     * of the rows of every page. The first turn moves its rows to new pages, and the server clears what they leave behind;
     * then the others have room to stay on their pages, and need not be written into every index again.
     */
    public static Walk pagesInTurns(String table) {
        return new Walk(table, Pages.IN_TURNS, "");
    }

    /** Both, as people are told. */
    public String told() {
        return table + " by " + (Pages.walks(key) ? "page" : String.join(", ", key.columns()));
    }

    /**
     * The query for the next range: first key, last key and number of rows of the next {@code limit} rows behind the last
     * key. No row if none is left.
     *
     * @param last how the parts of the last key are written; empty at the very start
     * @param until how the parts of the key are written behind which nothing is looked for
     * @param limit how the wanted number of rows is written
     * @param casts what is put behind each key part of the result, e.g. {@code ::text}
     */
    public String next(List<String> last, List<String> until, String limit, String casts) {
        if (Pages.walks(key)) {
            return Pages.next(key, Pages.relation(table), last, until, limit, casts);
        }
        String from = String.join(", ", key.each(i -> "f." + part(i) + casts));
        String to = String.join(", ", key.each(i -> "t." + part(i) + casts));
        return """
                WITH w AS MATERIALIZED (
                    SELECT %s
                    FROM %s
                    WHERE %s
                        AND %s
                    ORDER BY %s
                    LIMIT %s
                )
                SELECT %s, %s, (SELECT count(*) FROM w)
                FROM (SELECT * FROM w ORDER BY %s LIMIT 1) f, (SELECT * FROM w ORDER BY %s LIMIT 1) t""".formatted(
                String.join(", ", key.each(i -> Identifier.of(key.columns().get(i)) + " AS " + part(i))),
                Identifier.of(table),
                chosen(last),
                key.compare("", "<=", until),
                key.order(Identifier.of(table), "ASC"),
                limit,
                from,
                to,
                String.join(", ", key.each(i -> part(i) + " ASC")),
                String.join(", ", key.each(i -> part(i) + " DESC")));
    }

    /**
     * The query for the last key of all that is behind another one: where a walk must end, although rows are appended
     * for ever. No row if there is none.
     *
     * @param last how the parts of that other key are written; empty for the very last key
     * @param casts what is put behind each key part of the result
     */
    public String end(List<String> last, String casts) {
        if (Pages.walks(key)) {
            return Pages.end(key, Pages.relation(table), last, casts);
        }
        return """
                SELECT %s
                FROM (
                    SELECT %s
                    FROM %s
                    WHERE %s
                    ORDER BY %s
                    LIMIT 1) e""".formatted(
                String.join(", ", key.each(i -> "e." + part(i) + casts)),
                String.join(", ", key.each(i -> Identifier.of(key.columns().get(i)) + " AS " + part(i))),
                Identifier.of(table),
                chosen(last),
                key.order(Identifier.of(table), "DESC"));
    }

    /** All rows of the walk, as what may follow FROM. */
    public String matching() {
        return Identifier.of(table) + " WHERE " + chosen(List.of());
    }

    /** A query that reads the first rows of the walk, whole and in its order. */
    public String sample(int rows) {
        Key order = Pages.walks(key) ? Pages.ONCE : key;
        return "SELECT * FROM " + matching() + " ORDER BY " + order.order(Identifier.of(table), "ASC") + " LIMIT "
                + rows;
    }

    /**
     * The condition that chooses the rows behind a key, as what may follow WHERE.
     *
     * @param last how the parts of the key are written; empty for all rows of the walk
     */
    public String chosen(List<String> last) {
        if (Pages.walks(key)) {
            return last.isEmpty() ? "TRUE" : String.join(" >= 0 AND ", last) + " >= 0";
        }
        String known =
                String.join(" AND ", key.each(i -> Identifier.of(key.columns().get(i)) + " IS NOT NULL"));
        return known + (last.isEmpty() ? "" : "\n        AND " + key.compare("", ">", last)) + condition();
    }

    /** The chosen rows as a further condition; the where may end in a comment, which must not swallow the bracket. */
    String condition() {
        return where.isEmpty() ? "" : "\n        AND (" + where + (where.contains("--") ? "\n)" : ")");
    }

    private static String part(int index) {
        return "k" + (index + 1);
    }
}
