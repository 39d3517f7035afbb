package sluice.batch;

import java.util.List;
import sluice.sql.Identifier;
import sluice.sql.Literal;

/**
 * Which rows are walked, and by which key.
 *
 * @param table in the tenant's own schema, unquoted
 * @param key the order of the walk
 * @param where SQL that chooses rows, or empty for all; a row that is done should no longer match
 */
public record Walk(String table, Key key, String where) {

    /** The key of a walk by place: a range is a run of pages, each named by its number. */
    public static final Key PAGES = Key.of("ctid");

    /**
     * A walk in the order in which the rows lie on disk, page by page, for work that must see each row that is there now:
     * it reads no index and jumps nowhere. Rows that are moved or added meanwhile may be met again or not at all.
     */
    public static Walk pages(String table) {
        return new Walk(table, PAGES, "");
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
        if (key.equals(PAGES)) {
            return nextPages(last, until, limit, casts);
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
        if (key.equals(PAGES)) {
            return endPage(last, casts);
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
        return "SELECT * FROM " + matching() + " ORDER BY " + key.order(Identifier.of(table), "ASC") + " LIMIT " + rows;
    }

    /** The condition that chooses the rows behind a key. */
    String chosen(List<String> last) {
        if (key.equals(PAGES)) {
            return last.isEmpty() ? "TRUE" : last.get(0) + " >= 0";
        }
        String known =
                String.join(" AND ", key.each(i -> Identifier.of(key.columns().get(i)) + " IS NOT NULL"));
        return known + (last.isEmpty() ? "" : "\n        AND " + key.compare("", ">", last)) + condition();
    }

    /** The chosen rows as a further condition; the where may end in a comment, which must not swallow the bracket. */
    String condition() {
        return where.isEmpty() ? "" : "\n        AND (" + where + (where.contains("--") ? "\n)" : ")");
    }

    /** So many pages as hold about the wanted number of rows; a table that was never analysed is taken for narrow. */
    private String nextPages(List<String> last, List<String> until, String limit, String casts) {
        return """
                WITH w AS MATERIALIZED (
                    SELECT %s AS first, least(%s + 1, %s) AS pages, CAST(%s AS bigint) AS wanted,
                        CASE WHEN c.reltuples > 0 AND c.relpages > 0 THEN c.reltuples / c.relpages ELSE 50 END AS density
                    FROM pg_class c
                    WHERE c.oid = %s
                )
                SELECT f.k1%s, t.k1%6$s, (SELECT wanted FROM w)
                FROM (SELECT first AS k1 FROM w WHERE first < pages) f,
                    (SELECT least(pages, first + greatest(1, floor(wanted / density)::bigint)) - 1 AS k1 FROM w) t""".formatted(
                last.isEmpty() ? "0" : last.get(0) + " + 1", until.get(0), pageCount(), limit, relation(), casts);
    }

    private String endPage(List<String> last, String casts) {
        return """
                SELECT e.k1%s
                FROM (SELECT %s - 1 AS k1) e
                WHERE e.k1 > %s""".formatted(casts, pageCount(), last.isEmpty() ? "-1" : last.get(0));
    }

    private String pageCount() {
        return "pg_relation_size(%s) / current_setting('block_size')::bigint".formatted(relation());
    }

    private String relation() {
        return "CAST(quote_ident(current_schema()) || '.' || %s AS regclass)"
                .formatted(Literal.of(Identifier.of(table)));
    }

    private static String part(int index) {
        return "k" + (index + 1);
    }
}
