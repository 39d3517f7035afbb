package sluice.change.parameter;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads which columns the right hand of an UPDATE's SET names, e.g. {@code a = a + 1, (b, "C") = (SELECT 1, 2)}. */
public final class Assignments {

    private static final String NAME = "(?:\"(?:[^\"]|\"\")+\"|[\\p{L}_][\\p{L}\\p{N}_$]*)";
    // An element of an array or a field of a composite may be set; what is remembered is the whole column.
    private static final String TARGET = NAME + "(?:\\s*\\[[^\\]]*\\]|\\s*\\." + NAME + ")*";
    private static final Pattern ASSIGNMENT = Pattern.compile(
            "\\s*(?:(" + TARGET + ")|\\(\\s*(" + TARGET + "(?:\\s*,\\s*" + TARGET + ")*)\\s*\\))\\s*=(.*)",
            Pattern.DOTALL);
    private static final Pattern FIRST_NAME = Pattern.compile("(?:^|,)\\s*(" + NAME + ")");
    // What is skipped whole, because a comma or a parenthesis in it means nothing.
    private static final Pattern TOKEN = Pattern.compile(
            "[eE]'(?:[^'\\\\]|\\\\.|'')*'|'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|--[^\\n]*|/\\*.*?\\*/"
                    + "|(\\$\\w*\\$).*?\\1|[(\\[]|[)\\]]|,",
            Pattern.DOTALL);

    private Assignments() {}

    /**
     * The columns, unquoted, in their order.
     *
     * @throws IllegalArgumentException if the text is no list of assignments
     */
    public static List<String> columns(String set) {
        List<String> columns = new ArrayList<>();
        for (String part : parts(set)) {
            Matcher assignment = ASSIGNMENT.matcher(part);
            if (!assignment.matches() || assignment.group(3).isBlank()) {
                throw new IllegalArgumentException("No assignment: " + part.strip());
            }
            Matcher name = FIRST_NAME.matcher(assignment.group(1) != null ? assignment.group(1) : assignment.group(2));
            while (name.find()) {
                columns.add(unquoted(name.group(1)));
            }
        }
        return columns;
    }

    private static List<String> parts(String set) {
        List<String> parts = new ArrayList<>();
        Matcher token = TOKEN.matcher(set);
        int depth = 0;
        int start = 0;
        while (token.find()) {
            String text = token.group();
            depth += text.equals("(") || text.equals("[") ? 1 : text.equals(")") || text.equals("]") ? -1 : 0;
            if (text.equals(",") && depth == 0) {
                parts.add(set.substring(start, token.start()));
                start = token.end();
            }
        }
        parts.add(set.substring(start));
        return parts;
    }

    private static String unquoted(String name) {
        return name.startsWith("\"")
                ? name.substring(1, name.length() - 1).replace("\"\"", "\"")
                : name.toLowerCase(Locale.ROOT);
    }
}
