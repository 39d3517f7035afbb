package sluice.change.parameter;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a list of names from a parameter, e.g. {@code id, part} or {@code "a, b", Total}. */
public final class Names {

    // A name that holds a comma, a quote or a space at its end is written as in SQL; all others as they stand.
    private static final Pattern NAME = Pattern.compile("\\s*(?:\"((?:[^\"]|\"\")+)\"|([^\",]*[^\",\\s]))\\s*(,|$)");

    private Names() {}

    /**
     * The names, unquoted.
     *
     * @throws IllegalArgumentException if the text is no list of names
     */
    public static List<String> of(String text) {
        List<String> names = new ArrayList<>();
        Matcher name = NAME.matcher(text);
        int end = 0;
        boolean isOpen = true;
        while (isOpen && name.find(end) && name.start() == end) {
            names.add(name.group(1) != null ? name.group(1).replace("\"\"", "\"") : name.group(2));
            isOpen = name.group(3).equals(",");
            end = name.end();
        }
        if (isOpen || end < text.length()) {
            throw new IllegalArgumentException("No list of names: " + text);
        }
        return names;
    }
}
