package sluice.change;

import static java.util.stream.Collectors.joining;

import java.util.List;
import sluice.environment.TestDatabase;

/** A schema as text, to be compared: tables with columns, rows and indexes, and the copies of its tables. */
final class SchemaText {

    private static final String TABLES = """
            SELECT format('%%I.%%I', n.nspname, c.relname),
                CASE WHEN n.nspname = 'migration_backup' THEN 'copy of ' || substr(c.relname, length('%1$s') + 2)
                    ELSE c.relname END
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'v') AND c.relname NOT IN ('databasechangelog', 'databasechangeloglock',
                    'migration_log', 'sluice_checkpoint', 'sluice_reject', 'sluice_undo') AND %2$s
              AND (n.nspname = '%1$s' OR n.nspname = 'migration_backup' AND starts_with(c.relname, '%1$s' || '.'))
            ORDER BY 2
            """;
    private static final String COLUMNS = """
            SELECT attname || ' ' || replace(format_type(atttypid, atttypmod), '%s.', '')
            FROM pg_attribute WHERE attrelid = '%s'::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum
            """;
    private static final String INDEXES = """
            SELECT replace(pg_get_indexdef(indexrelid), '%s.', '') || ' valid: ' || indisvalid
            FROM pg_index WHERE indrelid = '%s'::regclass ORDER BY 1
            """;

    private SchemaText() {}

    /** All that people see; what a change remembers for its way back is none of it. */
    static String of(TestDatabase db, String schema) {
        return of(db, schema, "", "c.relname !~ '^sluice_undo_[0-9a-f]{16}$'");
    }

    /** The same with each row's transaction, and with whatever is remembered. */
    static String withTransactions(TestDatabase db, String schema) {
        return of(db, schema, "r.xmin || ' ' || ", "true");
    }

    private static String of(TestDatabase db, String schema, String before, String which) {
        StringBuilder text = new StringBuilder();
        for (List<Object> table : db.query(TABLES.formatted(schema, which))) {
            String name = table.get(0).toString().replace("'", "''");
            text.append(table.get(1)).append('\n').append(lines(db, COLUMNS.formatted(schema, name)));
            text.append(lines(db, "SELECT " + before + "r::text FROM " + table.get(0) + " r ORDER BY r::text"));
            text.append(lines(db, INDEXES.formatted(schema, name)));
        }
        return text.toString();
    }

    private static String lines(TestDatabase db, String query) {
        return db.query(query).stream().map(row -> "  " + row.get(0) + "\n").collect(joining());
    }
}
