package sluice.change;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import sluice.plan.Check;
import sluice.sql.Identifier;

/**
 * The statements of an update that remembers what it changed.
 *
 * @param memory where
 * @param columns whose old and new values are kept; none if the keys will do
 */
record UpdateMemory(Memory memory, List<String> columns) {

    Check isUnique() {
        return memory.isUnique("Name a unique key, or give undoSet and undoWhere.");
    }

    String create() {
        return memory.create(list(i -> column(i) + " AS sluice_old_" + i + ", " + column(i) + " AS sluice_new_" + i));
    }

    /** Changes the rows of a range that this changeset has not changed before, and remembers them, all at once. */
    String update(String set, String where) {
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
    String takeBack(String undoSet) {
        return """
                UPDATE %s
                SET %s
                WHERE :range AND EXISTS (SELECT FROM %s m WHERE :range(m) AND %s)""".formatted(memory.target(), undoSet.strip(), memory.name(), memory.matches(""));
    }

    /** Gives the old values back where all that were set are still as they were left. */
    String restore() {
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
    String changedSince() {
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
