package sluice.batch.copy.target;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import sluice.sql.Identifier;
import sluice.sql.Sql;

/**
 * Switches a table's own triggers off for some statements of a transaction; nobody else ever sees them off. Others that
 * write the table wait until the transaction ends.
 */
final class Bypass {

    /** Switches nothing off. */
    static final Bypass NONE = new Bypass("", List.of());

    private static final String TRIGGERS = """
            SELECT tgname FROM pg_trigger
            WHERE tgrelid = CAST(quote_ident(current_schema()) || '.' || quote_ident(?) AS regclass)
              AND NOT tgisinternal AND tgenabled = 'O' AND tgtype & 16 > 0
            ORDER BY tgname
            """;

    private final String table;
    private final List<String> triggers;

    private Bypass(String table, List<String> triggers) {
        this.table = table;
        this.triggers = triggers;
    }

    /** Those that fire when a row is updated. */
    static Bypass of(Connection target, Shape shape) throws SQLException {
        return new Bypass(
                shape.table(),
                Sql.on(target)
                        .rows(TRIGGERS, row -> row.getString(1), shape.part().table()));
    }

    void begin(Sql sql) throws SQLException {
        alter(sql, "DISABLE");
    }

    void end(Sql sql) throws SQLException {
        alter(sql, "ENABLE");
    }

    private void alter(Sql sql, String what) throws SQLException {
        for (String trigger : triggers) {
            // deferred checks of rows already written would forbid it
            sql.run("SET CONSTRAINTS ALL IMMEDIATE; ALTER TABLE " + table + " " + what + " TRIGGER "
                    + Identifier.of(trigger));
        }
    }
}
