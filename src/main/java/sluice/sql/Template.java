package sluice.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * SQL with markers such as {@code :range(j)}, which are found in the code and left alone in strings, quoted names, dollar
 * quotes and comments.
 */
public final class Template {

    /**
     * A marker.
     *
     * @param name the word behind the colon
     * @param alias the word in parentheses behind it, empty if there is none
     */
    public record Marker(String name, String alias) {}

    // What must be skipped whole comes first; a cast (::) is skipped as one token. A doubled quote ends one token and
    // begins the next. No group is repeated: Java's matcher would recurse once per repetition, and long texts overflow.
    private static final Pattern TOKEN = Pattern.compile(
            "\\b[eE]'"
                    + "|'[^']*+'"
                    + "|\"[^\"]*+\""
                    + "|--[^\\n]*+"
                    + "|/\\*.*?\\*/"
                    + "|(\\$\\w*+\\$).*?\\1"
                    + "|::"
                    + "|:([a-z]++)(?:\\((\\w++)\\))?"
                    + "|(\\?)",
            Pattern.DOTALL);

    private final List<Object> pieces = new ArrayList<>();

    private Template(String text) {
        Matcher token = TOKEN.matcher(text);
        int end = 0;
        for (int from = 0; token.find(from); from = next(text, token)) {
            if (token.group(2) != null) {
                pieces.add(text.substring(end, token.start()));
                pieces.add(new Marker(token.group(2), token.group(3) == null ? "" : token.group(3)));
                end = token.end();
            }
        }
        pieces.add(text.substring(end));
    }

    /** Where the search goes on: behind the token, and behind the end of a string with backslashes. */
    private static int next(String text, Matcher token) {
        int end = token.end();
        if (Character.toLowerCase(text.charAt(token.start())) != 'e') {
            return end;
        }
        while (end < text.length() && text.charAt(end) != '\'') {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        return Math.min(text.length(), end + 1);
    }

    /** Reads SQL; which markers mean something is decided when it is rendered. */
    public static Template of(String text) {
        return new Template(text);
    }

    /** The SQL with every marker replaced, to be read or sent as it stands. */
    public String render(Function<Marker, String> replacement) {
        StringBuilder text = new StringBuilder();
        for (Object piece : pieces) {
            text.append(piece instanceof Marker marker ? replacement.apply(marker) : piece);
        }
        return text.toString();
    }

    /**
     * The SQL for a prepared statement: the author's own question marks (PostgreSQL has operators of that name) are
     * doubled, as the driver wants it, and markers replaced.
     */
    public String renderPrepared(Function<Marker, String> replacement) {
        StringBuilder text = new StringBuilder();
        for (Object piece : pieces) {
            text.append(piece instanceof Marker marker ? replacement.apply(marker) : doubled((String) piece));
        }
        return text.toString();
    }

    /** The markers, in their order. */
    public List<Marker> markers() {
        return pieces.stream()
                .filter(Marker.class::isInstance)
                .map(Marker.class::cast)
                .toList();
    }

    private static String doubled(String code) {
        Matcher token = TOKEN.matcher(code);
        StringBuilder text = new StringBuilder();
        int end = 0;
        for (int from = 0; token.find(from); from = next(code, token)) {
            if (token.group(4) != null) {
                text.append(code, end, token.end()).append('?');
                end = token.end();
            }
        }
        return text.append(code.substring(end)).toString();
    }
}
