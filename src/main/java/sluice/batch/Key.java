package sluice.batch;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import sluice.sql.Identifier;

/**
 * The ordered columns by which a table is walked. They need not be unique: rows of one key always share a batch.
 *
 * @param columns at least one, in the order of an index of the table; none of them NULL in a row that is to be found
 */
public record Key(List<String> columns) {

    /** Copies the columns; an empty key is refused. */
    public Key {
        columns = List.copyOf(columns);
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("A key needs at least one column.");
        }
    }

    /** A key of these columns. */
    public static Key of(String... columns) {
        return new Key(List.of(columns));
    }

    /** The columns as SQL, separated by commas, e.g. {@code j."id", j."part"}; no alias if it is empty. */
    public String list(String alias) {
        return columns.stream().map(column -> qualified(alias, column)).collect(Collectors.joining(", "));
    }

    /**
     * The order of the walk as SQL, e.g. {@code "jobs"."id" DESC, "jobs"."part" DESC}; qualified, because ORDER BY takes a
     * bare name for that of an output column first.
     */
    public String order(String alias, String direction) {
        return columns.stream()
                .map(column -> qualified(alias, column) + " " + direction)
                .collect(Collectors.joining(", "));
    }

    /**
     * A comparison with a key value as SQL, e.g. {@code (j."id", j."part") > (?, ?)}.
     *
     * @param values how each part of the value is written, in the order of the columns
     */
    public String compare(String alias, String operator, List<String> values) {
        if (columns.size() == 1) {
            return qualified(alias, columns.get(0)) + " " + operator + " " + values.get(0);
        }
        return "(" + list(alias) + ") " + operator + " (" + String.join(", ", values) + ")";
    }

    /** A text per column, made from its index, e.g. names of variables. */
    public List<String> each(java.util.function.IntFunction<String> text) {
        return IntStream.range(0, columns.size()).mapToObj(text).toList();
    }

    private static String qualified(String alias, String column) {
        return alias.isEmpty() ? Identifier.of(column) : alias + "." + Identifier.of(column);
    }
}
