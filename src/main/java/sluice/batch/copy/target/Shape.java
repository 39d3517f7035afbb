package sluice.batch.copy.target;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import sluice.batch.copy.CopyPart;
import sluice.batch.trouble.BatchFailure;
import sluice.sql.Identifier;
import sluice.sql.Sql;

/** A part of a copy with what the target's catalog says of its table. */
public final class Shape {

    /** The column of a query that may hold the reason why a row must not be copied. */
    static final String REASON = "sluice_reject";

    private static final String COLUMNS = """
            SELECT a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, pg_get_expr(d.adbin, d.adrelid),
                pg_get_serial_sequence(CAST(CAST(c.oid AS regclass) AS text), a.attname)
            FROM pg_class c
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
            WHERE c.relnamespace = CAST(quote_ident(current_schema()) AS regnamespace) AND c.relname = ?
            """;

    /**
     * A column at the target.
     *
     * @param standard its default as SQL, null if it has none
     * @param sequence from which it is numbered, null if it is not
     */
    record Column(String name, String type, boolean required, String standard, String sequence) {}

    private final CopyPart part;
    private final int number;
    private final List<Column> copied;
    private final Column identity;
    private final boolean reasons;

    private Shape(CopyPart part, int number, List<Column> copied, Column identity, boolean reasons) {
        this.part = part;
        this.number = number;
        this.copied = copied;
        this.identity = identity;
        this.reasons = reasons;
    }

    /**
     * Reads the catalog.
     *
     * @param number of the part, from 1
     * @param names of the columns of the part's query
     * @param optional those that may be missing in the table
     * @throws BatchFailure if the table lacks one of them, or the query its key
     */
    public static Shape of(Connection target, CopyPart part, int number, List<String> names, List<String> optional)
            throws SQLException {
        Map<String, Column> columns = new TreeMap<>();
        Sql.on(target)
                .rows(
                        COLUMNS,
                        row -> columns.put(
                                row.getString(1),
                                new Column(
                                        row.getString(1),
                                        row.getString(2),
                                        row.getBoolean(3),
                                        row.getString(4),
                                        row.getString(5))),
                        part.table());
        List<Column> copied = new ArrayList<>();
        for (String name : names) {
            boolean leftOut = optional.contains(name) && !columns.containsKey(name);
            if (!name.equals(REASON) && !leftOut) {
                copied.add(require(columns, part, name));
            }
        }
        if (!names.contains(part.key())) {
            throw new BatchFailure(
                    "The query for " + part.table() + " gives no column " + part.key()
                            + ", the key of the copy. Add it.",
                    "42703");
        }
        return new Shape(part, number, copied, require(columns, part, part.identity()), names.contains(REASON));
    }

    private static Column require(Map<String, Column> columns, CopyPart part, String name) throws SQLException {
        Column column = columns.get(name);
        if (column == null) {
            throw new BatchFailure(
                    "There is no column " + name + " of a table " + part.table()
                            + " in the current schema. Correct the changeset's query, key or table.",
                    "42703");
        }
        return column;
    }

    /** The part itself. */
    public CopyPart part() {
        return part;
    }

    /** Its place among the parts, from 1. */
    public int number() {
        return number;
    }

    /** Whether keys are whole numbers. */
    public boolean hasIntegerKey() {
        String type = copied.stream()
                .filter(column -> column.name().equals(part.key()))
                .findFirst()
                .orElseThrow()
                .type();
        return List.of("bigint", "integer", "smallint").contains(type);
    }

    /** The names of the columns that the source is asked for. */
    public List<String> asked() {
        List<String> names = new ArrayList<>(copied.stream().map(Column::name).toList());
        if (reasons) {
            names.add(REASON);
        }
        return names;
    }

    /** The names of its copied columns that are among these. */
    public List<String> copied(List<String> some) {
        return copied.stream().map(Column::name).filter(some::contains).toList();
    }

    /** The table as SQL. */
    String table() {
        return Identifier.of(part.table());
    }

    /** The staging table as SQL. */
    String stage() {
        return "pg_temp.sluice_copy_" + number;
    }

    String key() {
        return Identifier.of(part.key());
    }

    String identity() {
        return Identifier.of(part.identity());
    }

    /** The sequence from which rows are numbered, null if there is none. */
    String sequence() {
        return identity.sequence();
    }

    boolean givesReasons() {
        return reasons;
    }

    List<Column> copied() {
        return copied;
    }

    /** The copied columns, with an alias. */
    String list(String alias) {
        return copied.stream()
                .map(column -> alias + Identifier.of(column.name()))
                .collect(Collectors.joining(", "));
    }

    /** The columns that a new row gets from the staging table: those copied, and its number. */
    String filled(String alias) {
        return list(alias) + (isNumberedHere() ? ", " + alias + identity() : "");
    }

    private boolean isNumberedHere() {
        return copied.stream().noneMatch(column -> column.name().equals(identity.name()));
    }

    /** The statements that make the staging table of a session. */
    String createStage() {
        String columns = copied.stream()
                .map(column -> Identifier.of(column.name()) + " " + column.type())
                .collect(Collectors.joining(", "));
        if (isNumberedHere()) {
            String standard = identity.sequence() == null
                    ? identity.standard()
                    : "nextval('" + identity.sequence().replace("'", "''") + "')";
            columns += ", " + identity() + " " + identity.type() + (standard == null ? "" : " DEFAULT " + standard);
        }
        return "DROP TABLE IF EXISTS %1$s; CREATE TEMP TABLE sluice_copy_%2$d (%3$s%4$s) ON COMMIT DELETE ROWS;"
                .formatted(stage(), number, columns, reasons ? ", " + REASON + " text" : "");
    }

    /** The staging table with the columns that the source is asked for, as behind COPY. */
    public String stageColumns() {
        return stage() + asked().stream().map(Identifier::of).collect(Collectors.joining(", ", " (", ")"));
    }
}
