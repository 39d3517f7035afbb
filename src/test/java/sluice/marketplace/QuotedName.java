package sluice.marketplace;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Writes schema, table and type names so that PostgreSQL takes them literally, whatever characters they hold. */
final class QuotedName {

    private static final int LONGEST_BYTES = 63;

    private QuotedName() {}

    /**
     * Quotes each part and joins them with dots.
     *
     * @param parts for instance a schema and a table, each of 1 to 63 bytes without NUL
     * @return the name ready for a statement, for instance {@code "user_1"."marketplace_jobs"}
     * @throws IllegalArgumentException if PostgreSQL would refuse or shorten a part
     */
    static String of(String... parts) {
        return Arrays.stream(parts).map(QuotedName::quoted).collect(Collectors.joining("."));
    }

    private static String quoted(String part) {
        int bytes = part.getBytes(StandardCharsets.UTF_8).length;
        if (bytes == 0 || bytes > LONGEST_BYTES || part.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    "'" + part + "' is no PostgreSQL name: take 1 to " + LONGEST_BYTES + " bytes without NUL");
        }
        return '"' + part.replace("\"", "\"\"") + '"';
    }
}
