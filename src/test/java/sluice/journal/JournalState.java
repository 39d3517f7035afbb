package sluice.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.SortedMap;
import java.util.TreeMap;
import sluice.environment.TestDatabase;
import sluice.marketplace.DatabaseFingerprint;

/**
 * What a database holds, the order of columns aside: a column that was dropped and came back is the last one, and
 * PostgreSQL has no way to move it.
 */
final class JournalState {

    private static final String COLUMNS = """
            SELECT 'columns ' || c.oid::regclass, string_agg(concat_ws(' ', quote_ident(a.attname),
                format_type(a.atttypid, a.atttypmod), CASE WHEN a.attnotnull THEN 'NOT NULL' END,
                'DEFAULT ' || pg_get_expr(d.adbin, d.adrelid), a.attacl::text, col_description(c.oid, a.attnum),
                'storage ' || a.attstorage::text, nullif(a.attcompression::text, ''), a.attstattarget, a.attoptions::text,
                nullif(a.attcollation, 0)::regcollation::text), ', ' ORDER BY a.attname)
            FROM pg_class c
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
            WHERE c.relnamespace = 'journal'::regnamespace AND c.relkind = 'r' GROUP BY c.oid
            """;
    private static final String EXPRESSIONS = """
            SELECT 'expressions ' || i.indexrelid::regclass, string_agg(concat_ws(' ', a.attnum, a.attstattarget, a.attoptions::text), ', ')
            FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid AND x.relnamespace = 'journal'::regnamespace
            JOIN pg_attribute a ON a.attrelid = x.oid AND i.indkey[a.attnum - 1] = 0 GROUP BY i.indexrelid
            """;
    private static final String ROWS = """
            SELECT 'rows ' || c.oid::regclass, (xpath('//n/text()', query_to_xml(format(
                'SELECT count(*) || '' rows '' || md5(string_agg(to_jsonb(r)::text, '''' ORDER BY md5(to_jsonb(r)::text))) AS n FROM %s r',
                c.oid::regclass), true, false, '')))[1]::text
            FROM pg_class c WHERE c.relnamespace = 'journal'::regnamespace AND c.relkind = 'r'
            """;

    private JournalState() {}

    /** An entry per object and per table's rows; the ledger's and Liquibase's own tables are left out. */
    static SortedMap<String, String> read(TestDatabase database) throws SQLException {
        try (Connection connection = database.superuser().connect()) {
            return state(database, DatabaseFingerprint.read(connection), COLUMNS, EXPRESSIONS, ROWS);
        }
    }

    /** The same without what the tables hold: quick for large ones. */
    static SortedMap<String, String> definitions(TestDatabase database) throws SQLException {
        try (Connection connection = database.superuser().connect()) {
            return state(database, DatabaseFingerprint.definitions(connection), COLUMNS, EXPRESSIONS);
        }
    }

    private static SortedMap<String, String> state(
            TestDatabase database, DatabaseFingerprint fingerprint, String... queries) {
        SortedMap<String, String> state = new TreeMap<>(fingerprint.entries());
        state.keySet().removeIf(name -> name.startsWith("columns ") || name.startsWith("rows "));
        for (String query : queries) {
            database.superuser()
                    .query(query)
                    .forEach(row -> state.put((String) row.get(0), String.valueOf(row.get(1))));
        }
        state.keySet()
                .removeIf(name -> name.contains("sluice_checkpoint")
                        || name.contains("sluice_reject")
                        || name.contains("sluice_undo")
                        || name.contains("databasechangelog")
                        || name.contains("migration_log"));
        return state;
    }
}
