package sluice.batch.copy.source;

/** One value in the text format of PostgreSQL's COPY, in which a tab ends a value and a newline ends a row. */
public final class CopyText {

    private CopyText() {}

    /** The value as COPY takes it. */
    public static String write(String value) {
        if (value.chars().noneMatch(c -> c == '\\' || c == '\t' || c == '\n' || c == '\r')) {
            return value;
        }
        return value.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }

    /** The value as COPY gave it; the server escapes control characters by a letter. */
    static String read(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        StringBuilder value = new StringBuilder();
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            value.append(c == '\\' ? meant(text.charAt(++at)) : c);
        }
        return value.toString();
    }

    private static char meant(char letter) {
        return switch (letter) {
            case 't' -> '\t';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'v' -> '\u000B';
            default -> letter;
        };
    }
}
