package sluice.batch.walk;

import java.util.List;
import sluice.batch.Key;
import sluice.sql.Identifier;
import sluice.sql.Literal;

/** How a table is walked in the order in which its rows lie on disk: the keys of such walks, and their queries. */
public final class Pages {

    /** The key of a walk that sees each page once: the number of a page. */
    static final Key ONCE = Key.of("ctid");

    /** The key of a walk that comes to each run of pages several times in a row: its last page, its first page, the turn. */
    static final Key IN_TURNS = Key.of("ctid", "first page", "turn");

    // A sixth of a page is room enough for what the next turn writes, and more than the tenth at which the server
    // clears what was left behind; with more turns the reading costs what the writing saves.
    private static final int TURNS = 6;
    private static final String LAST_TURN = String.valueOf(TURNS - 1);

    /** Where a walk is before its first range. */
    public static final List<String> START = List.of("-1", "0", LAST_TURN);

    private Pages() {}

    /** Whether a walk by this key goes by pages. */
    public static boolean walks(Key key) {
        return key.equals(ONCE) || key.equals(IN_TURNS);
    }

    /** Whether the first key of a range tells all of it. */
    public static boolean inTurns(Key key) {
        return key.equals(IN_TURNS);
    }

    /**
     * The condition that limits rows to a range of pages and to the turn's share of their rows.
     *
     * @param alias of the table, or empty
     * @param from how the parts of the first key are written
     * @param to how those of the last key are written
     */
    public static String range(Key key, String alias, List<String> from, List<String> to) {
        String place = alias.isEmpty() ? "ctid" : alias + ".ctid";
        String last = inTurns(key) ? from.get(1) : to.get(0);
        String pages =
                "%1$s >= CAST(format('(%%s,0)', %2$s) AS tid) AND %1$s < CAST(format('(%%s,0)', %3$s + 1) AS tid)"
                        .formatted(place, from.get(0), last);
        // the last byte of a row's place is its number on the page
        String share = " AND get_byte(tidsend(%s), 5) %% %d = %s";
        return "(" + pages + (inTurns(key) ? share.formatted(place, TURNS, from.get(2)) : "") + ")";
    }

    /**
     * See {@link Walk#next}: so many pages as hold about the wanted rows; a table never analysed is taken for narrow.
     *
     * @param relation the table, as SQL
     */
    public static String next(
            Key key, String relation, List<String> last, List<String> until, String limit, String casts) {
        boolean inTurns = inTurns(key);
        List<String> at = last.isEmpty() ? START : last;
        String columns = inTurns ? "f.k1%1$s, f.k2%1$s, f.k3%1$s, t.k1%1$s, t.k2%1$s, t.k3%1$s" : "f.k1%1$s, t.k1%1$s";
        return """
                WITH w AS MATERIALIZED (
                    SELECT %s, CAST(%s AS bigint) AS wanted
                ), n AS MATERIALIZED (
                    SELECT %s, %s AS behind, w.wanted, greatest(1, floor(w.wanted / CASE
                        WHEN c.reltuples > 0 AND c.relpages > 0 THEN c.reltuples / c.relpages ELSE 50 END)::bigint) AS pages
                    FROM w, pg_class c
                    WHERE c.oid = %s
                )
                SELECT %s, (SELECT wanted FROM n)
                FROM (SELECT first AS k1%s FROM n WHERE first < behind) f,
                    (SELECT least(behind, first + pages) - 1 AS k1%s FROM n) t""".formatted(
                        position(at, until, inTurns),
                        limit,
                        inTurns
                                ? "CASE WHEN w.turn < %1$s THEN w.first ELSE w.last + 1 END AS first, (w.turn + 1) %% %2$d AS turn"
                                        .formatted(LAST_TURN, TURNS)
                                : "w.last + 1 AS first",
                        (inTurns ? "CASE WHEN w.turn < " + LAST_TURN + " THEN w.last + 1 ELSE %s END" : "%s")
                                .formatted("least(w.until + 1, " + count(relation) + ")"),
                        relation,
                        columns.formatted(casts),
                        inTurns ? ", least(behind, first + pages) - 1 AS k2, turn AS k3" : "",
                        inTurns ? ", first AS k2, turn AS k3" : "");
    }

    /** See {@link Walk#end}; the relation as SQL. */
    public static String end(Key key, String relation, List<String> last, String casts) {
        boolean inTurns = inTurns(key);
        List<String> at = last.isEmpty() ? START : last;
        return """
                SELECT e.k1%1$s%2$s
                FROM (SELECT %3$s - 1 AS k1, 0 AS k2, 0 AS k3) e, (SELECT %4$s) w
                WHERE e.k1 > w.last%5$s""".formatted(
                        casts,
                        inTurns ? ", e.k2%1$s, e.k3%1$s".formatted(casts) : "",
                        count(relation),
                        position(at, List.of(), inTurns),
                        inTurns ? " OR w.turn < " + LAST_TURN : "");
    }

    // each part once and in order, as the values are bound
    private static String position(List<String> at, List<String> until, boolean inTurns) {
        return at.get(0) + " AS last"
                + (inTurns ? ", " + at.get(1) + " AS first, " + at.get(2) + " AS turn" : "")
                + (until.isEmpty() ? "" : ", " + until.get(0) + " AS until")
                + (until.isEmpty() || !inTurns ? "" : ", " + until.get(1) + " AS u2, " + until.get(2) + " AS u3");
    }

    private static String count(String relation) {
        return "pg_relation_size(%s) / current_setting('block_size')::bigint".formatted(relation);
    }

    /** A table of the current schema as SQL. */
    static String relation(String table) {
        return "CAST(quote_ident(current_schema()) || '.' || %s AS regclass)"
                .formatted(Literal.of(Identifier.of(table)));
    }
}
