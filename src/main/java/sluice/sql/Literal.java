package sluice.sql;

import java.util.List;
import java.util.stream.Collectors;

/** Values as SQL text, for scripts that people read; what runs from Java binds its values instead. */
public final class Literal {

    private Literal() {}

    /** A text constant that means the same whatever {@code standard_conforming_strings} says; null becomes NULL. */
    public static String of(String value) {
        if (value == null) {
            return "NULL";
        }
        String quoted = "'" + value.replace("'", "''") + "'";
        return value.indexOf('\\') < 0 ? quoted : "E" + quoted.replace("\\", "\\\\");
    }

    /** A list of texts as {@code ARRAY['a', 'b']}. */
    public static String array(List<String> values) {
        return values.stream().map(Literal::of).collect(Collectors.joining(", ", "ARRAY[", "]"));
    }
}
