package sluice.change.uuid.conversion;

import sluice.sql.Literal;

/**
 * A column that is converted.
 *
 * @param number its place in the conversion; the key is 1
 * @param table in the tenant's own schema
 * @param column at most 48 bytes, as names made of it are longer
 * @param optional whether there may be no such table
 */
public record TextColumn(int number, String table, String column, boolean optional) {

    /** How people and the ledger call it, e.g. {@code users.id}. */
    public String name() {
        return table + "." + column;
    }

    /** Whether the others refer to it. */
    public boolean isKey() {
        return number == 1;
    }

    /** The column as a row of SQL values. */
    String row() {
        return "(%d, %s, %s, %s, %s)".formatted(number, isKey(), Literal.of(table), Literal.of(column), optional);
    }
}
