package sluice.change.row;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import sluice.change.parameter.Parameters;
import sluice.plan.Backfill;
import sluice.plan.Plan;
import sluice.plan.Statement;
import sluice.sql.Identifier;

/**
 * An update that remembers what it changed, and its way back.
 *
 * @param memory where
 * @param columns whose old and new values are kept; none if the keys will do
 */
public record UpdateMemory(Memory memory, List<String> columns) {

    /**
     * Changes rows, each once.
     *
     * @param rows the walk over them
     * @param set the author's assignments
     * @param where which rows, or absent for all; the same as the walk's
     */
    public Plan plan(Backfill rows, String set, String where) {
        return Plan.of(
                memory.isUnique("Name a unique key, or give undoSet and undoWhere."),
                new Statement(create()),
                rows.change("rows updated", update(set, where)));
    }

    /**
     * Takes back what was changed and nothing else.
     *
     * @param remembered the walk over the memory
     * @param undoSet the author's own assignments; absent: rows that nobody changed since get their old values
     */
    public Plan undo(Backfill remembered, String undoSet) {
        return Plan.of(
                new Statement(create()),
                Parameters.isMissing(undoSet)
                        ? remembered
                                .report("rows left alone, others changed them since", changedSince())
                                .change("rows taken back", restore())
                        : remembered.change("rows taken back", takeBack(undoSet)));
    }

    private String create() {
        return memory.create(list(i -> column(i) + " AS sluice_old_" + i + ", " + column(i) + " AS sluice_new_" + i));
    }

    /** Changes the rows of a range that this changeset has not changed before, and remembers them, all at once. */
    private String update(String set, String where) {
        return """
                WITH sluice_before AS (
                    SELECT %s
                    FROM %s
                    WHERE :range%s
                      AND NOT EXISTS (SELECT FROM %s m WHERE :range(m) AND %s)
                    FOR UPDATE
                ), sluice_after AS (
                    UPDATE %2$s
                    SET %s
                    FROM sluice_before b
                    WHERE :range AND %s
                    RETURNING %s
                )
                INSERT INTO %4$s SELECT * FROM sluice_after""".formatted(
                join(keys(i -> keyColumn(i) + " AS sluice_key_" + i), list(i -> column(i) + " AS sluice_old_" + i)),
                memory.target(),
                RowChange.and(where),
                memory.name(),
                memory.matches(""),
                set.strip(),
                String.join(" AND ", keys(i -> memory.target() + "." + keyColumn(i) + " = b.sluice_key_" + i)),
                join(
                        keys(i -> "b.sluice_key_" + i),
                        list(i -> "b.sluice_old_" + i + ", " + memory.target() + "." + column(i))));
    }

    /** Runs the author's own way back on the rows of a range of what is remembered. */
    private String takeBack(String undoSet) {
        return """
                UPDATE %s
                SET %s
                WHERE :range AND EXISTS (SELECT FROM %s m WHERE :range(m) AND %s)""".formatted(memory.target(), undoSet.strip(), memory.name(), memory.matches(""));
    }

    /** Gives the old values back where all that were set are still as they were left. */
    private String restore() {
        return """
                UPDATE %s r
                SET %s
                FROM %s m
                WHERE :range(m) AND :range(r) AND %s
                  AND %s""".formatted(
                        memory.target(),
                        String.join(", ", list(i -> column(i) + " = m.sluice_old_" + i)),
                        memory.name(),
                        memory.matches("r"),
                        isAsLeft());
    }

    /** How many rows of a range others have changed since. */
    private String changedSince() {
        return "SELECT count(*) FROM %s r JOIN %s m ON %s WHERE :range(m) AND :range(r) AND NOT (%s)"
                .formatted(memory.target(), memory.name(), memory.matches("r"), isAsLeft());
    }

    // as texts: json and some other types can't be compared
    private String isAsLeft() {
        return String.join(
                "\n  AND ", list(i -> "r." + column(i) + "::text IS NOT DISTINCT FROM m.sluice_new_" + i + "::text"));
    }

    private List<String> list(IntFunction<String> text) {
        return IntStream.range(0, columns.size()).mapToObj(text).toList();
    }

    private List<String> keys(IntFunction<String> text) {
        return memory.key().each(text);
    }

    private static String join(List<String> keys, List<String> others) {
        return Stream.concat(keys.stream(), others.stream()).collect(Collectors.joining(", "));
    }

    private String column(int index) {
        return Identifier.of(columns.get(index));
    }

    private String keyColumn(int index) {
        return Identifier.of(memory.key().columns().get(index));
    }
}
