package sluice.batch.copy.target;

/**
 * Statements for the rows of a further part whose owner was copied before: only rows that the memory knows are ours to
 * change, and a row that is equal stays as it is.
 */
final class ChildSql {

    private ChildSql() {}

    /** Deletes our rows that the source no longer has, or has otherwise. */
    static String takeAway(Shape shape, Shape root, String memory) {
        return """
                DELETE FROM %1$s t
                USING %2$s m, %3$s r
                WHERE r.%4$s = m.key AND t.%5$s = m.key AND t.%6$s = ANY (m.part_%7$d) AND NOT EXISTS (
                    SELECT FROM %8$s s WHERE s.%5$s = t.%5$s AND %9$s)""".formatted(
                        shape.table(),
                        memory,
                        root.stage(),
                        root.key(),
                        shape.key(),
                        shape.identity(),
                        shape.number(),
                        shape.stage(),
                        equal(shape));
    }

    /** Adds the source's rows that are not here yet. */
    static String add(Shape shape, Shape root, String memory) {
        return """
                INSERT INTO %1$s (%2$s)
                SELECT %3$s
                FROM %4$s s
                WHERE NOT EXISTS (
                    SELECT FROM %1$s t JOIN %5$s m ON m.key = t.%6$s
                    WHERE t.%6$s = s.%6$s AND t.%7$s = ANY (m.part_%8$d) AND %9$s)""".formatted(
                        shape.table(),
                        shape.filled(""),
                        shape.filled("s."),
                        shape.stage(),
                        memory,
                        shape.key(),
                        shape.identity(),
                        shape.number(),
                        equal(shape));
    }

    /** The assignment that notes which rows are ours now. */
    static String remember(Shape shape) {
        return """
                part_%1$d = ARRAY(
                    SELECT t.%2$s FROM %3$s t
                    WHERE t.%4$s = m.key AND (t.%2$s = ANY (m.part_%1$d) OR EXISTS (
                        SELECT FROM %5$s s WHERE s.%4$s = t.%4$s AND s.%2$s = t.%2$s)))""".formatted(shape.number(), shape.identity(), shape.table(), shape.key(), shape.stage());
    }

    private static String equal(Shape shape) {
        return "ROW(" + shape.list("s.") + ") IS NOT DISTINCT FROM ROW(" + shape.list("t.") + ")";
    }
}
