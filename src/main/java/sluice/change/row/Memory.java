package sluice.change.row;

import java.util.List;
import java.util.stream.Collectors;
import sluice.batch.Key;
import sluice.plan.Check;
import sluice.sql.Identifier;
import sluice.sql.Literal;

/**
 * The SQL around the table in which a change remembers rows for its way back.
 *
 * @param table its name
 * @param of the table whose rows it remembers
 * @param key columns that identify a row in both
 */
public record Memory(String table, String of, Key key) {

    /** Its name as SQL. */
    public String name() {
        return Identifier.of(table);
    }

    /** The remembered table's name as SQL. */
    public String target() {
        return Identifier.of(of);
    }

    /** Makes it with the key's columns and others, unless it is there. */
    public String create(List<String> others) {
        String columns =
                key.list("") + others.stream().map(other -> ", " + other).collect(Collectors.joining());
        return "CREATE TABLE IF NOT EXISTS %s AS\nSELECT %s\nFROM %s\nWITH NO DATA;\n"
                        .formatted(name(), columns, target())
                + index("UNIQUE ")
                + comment();
    }

    /** Makes it with all columns, unless it is there; rows of one key may come again. */
    public String createWhole() {
        return "CREATE TABLE IF NOT EXISTS %s (LIKE %s);\n".formatted(name(), target()) + index("") + comment();
    }

    private String index(String unique) {
        return "CREATE %sINDEX IF NOT EXISTS %s ON %s (%s);\n"
                .formatted(unique, Identifier.of(table + "_key"), name(), key.list(""));
    }

    private String comment() {
        return "COMMENT ON TABLE " + name() + " IS "
                + Literal.of("Rows of " + of + " as a change found or made them, for its rollback");
    }

    /** That its alias m and a row of the table are of one key, e.g. {@code m."id" = t."id"}. */
    public String matches(String alias) {
        return String.join(
                " AND ",
                key.each(i -> "m." + column(i) + " = " + (alias.isEmpty() ? target() : alias) + "." + column(i)));
    }

    private String column(int index) {
        return Identifier.of(key.columns().get(index));
    }

    /** That the key identifies a row; else nobody could tell later which one was meant. */
    public Check isUnique(String otherwise) {
        return new Check(
                """
                SELECT EXISTS (
                    SELECT FROM pg_index i
                    JOIN pg_class c ON c.oid = i.indrelid
                    JOIN pg_namespace n ON n.oid = c.relnamespace
                    WHERE n.nspname = current_schema() AND c.relname = %s
                      AND i.indisunique AND i.indisvalid AND i.indpred IS NULL AND i.indexprs IS NULL
                      AND NOT EXISTS (
                        SELECT FROM unnest(i.indkey::int2[]) WITH ORDINALITY k (number, place)
                        JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number
                        WHERE k.place <= i.indnkeyatts AND a.attname <> ALL (%s)))""".formatted(Literal.of(of), Literal.array(key.columns())),
                "true",
                "No primary key or unique index of table " + of + " lies within (" + String.join(", ", key.columns())
                        + "), so the way back could not tell its rows apart. " + otherwise + " Unique:");
    }

    /** That nothing remembered is left to do; asked at the end of the way back. */
    public Check isEmptyOf(String rest, String message) {
        return new Check("SELECT count(*) FROM " + name() + " m WHERE " + rest, "0", message);
    }
}
