package sluice.sql;

/** The one place where a name becomes SQL: always quoted, so that no name is folded, cut or taken for a keyword. */
public final class Identifier {

    private Identifier() {}

    /**
     * A name as SQL.
     *
     * @param name as it stands in the catalog, e.g. {@code user_1}
     * @return {@code "user_1"}, quotes inside doubled
     * @throws IllegalArgumentException if the name is empty or holds a zero character, which PostgreSQL refuses
     */
    public static String of(String name) {
        if (name == null || name.isEmpty() || name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("A name in SQL must not be empty or hold a zero character.");
        }
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** A name inside a schema, e.g. {@code "user_1"."jobs"}. */
    public static String of(String schema, String name) {
        return of(schema) + '.' + of(name);
    }
}
