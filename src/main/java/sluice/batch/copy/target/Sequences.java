package sluice.batch.copy.target;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import sluice.batch.copy.CopyOrder;
import sluice.batch.copy.CopyPart;
import sluice.batch.copy.source.Snapshot.Totals;
import sluice.sql.Identifier;
import sluice.sql.Literal;
import sluice.sql.Sql;

/** The sequences of the filled tables: moved past the copied keys before the first row comes, and back on the way back. */
public final class Sequences {

    private static final String RELATION = "sequence of ";

    private Sequences() {}

    /** Notes where they stand, once, and moves that of the first part's key past the last one. The caller commits. */
    public static void advance(Connection target, String changeset, List<Shape> shapes, Totals totals)
            throws SQLException {
        Sql sql = Sql.on(target);
        for (Shape shape : shapes) {
            String sequence = shape.sequence();
            if (sequence == null) {
                continue;
            }
            sql.update(
                    """
                    INSERT INTO sluice_undo (changeset, relation, key, old)
                    SELECT ?, ?, ?, jsonb_build_object('last_value', last_value, 'is_called', is_called) FROM %s
                    ON CONFLICT DO NOTHING""".formatted(sequence), changeset, RELATION + shape.part().table(), sequence);
            if (shape.number() == 1 && shape.part().key().equals(shape.part().identity()) && totals.last() != null) {
                // a sequence is asked and set at one stroke; one that is past the keys already does not move
                sql.text(
                        "SELECT setval(CAST(? AS regclass), CAST(? AS bigint)) FROM %s WHERE last_value < CAST(? AS bigint)"
                                .formatted(sequence),
                        sequence,
                        totals.last(),
                        totals.last());
            }
        }
    }

    /**
     * The statement that puts them back where they stood, or behind what is left in the tables; for a plan's undo, with
     * the marker {@code :changeset}.
     */
    public static String restore(CopyOrder order) {
        String tables = order.parts().stream()
                .map(part -> Identifier.of(part.table()))
                .distinct()
                .collect(Collectors.joining(", "));
        return "LOCK TABLE " + tables + " IN SHARE ROW EXCLUSIVE MODE;\n"
                + order.parts().stream().map(Sequences::restore).collect(Collectors.joining(";\n"));
    }

    /** What is left is looked for only where something was noted: a key may be no number. */
    private static String restore(CopyPart part) {
        String identity = Identifier.of(part.identity());
        return """
                SELECT setval(CAST(n.sequence AS regclass), greatest(n.last, n.highest), n.called OR n.highest >= n.last)
                FROM (
                    SELECT u.key AS sequence, CAST(u.old ->> 'last_value' AS bigint) AS last,
                        CAST(u.old ->> 'is_called' AS boolean) AS called,
                        coalesce(CAST(CAST((SELECT t.%1$s FROM %2$s t ORDER BY t.%1$s DESC LIMIT 1) AS text) AS bigint), 0)
                            AS highest
                    FROM sluice_undo u
                    WHERE u.changeset = :changeset AND u.relation = %3$s) n""".formatted(identity, Identifier.of(part.table()), Literal.of(RELATION + part.table()));
    }
}
