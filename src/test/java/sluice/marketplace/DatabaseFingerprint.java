package sluice.marketplace;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Everything that a database holds, in words that can be compared: proves that a preview touched nothing, or that a
 * rollback led back to the start.
 *
 * @param entries one per object, for instance {@code rows user_1.batch_jobs} → {@code 12 rows, md5 …}; object ids,
 *     storage and dropped columns are no part of it
 */
public record DatabaseFingerprint(SortedMap<String, String> entries) {

    /** Schemas that belong to users: no catalogue, no temporary schema, not the record of runs. */
    private static final String OURS = "n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'sluice')";

    private static final List<String> DEFINITIONS = List.of("""
            SELECT 'schema ' || quote_ident(n.nspname),
                concat_ws(', ', n.nspowner::regrole, n.nspacl::text, obj_description(n.oid, 'pg_namespace'))
            FROM pg_namespace n WHERE %s
            """, """
            SELECT 'relation ' || c.oid::regclass,
                concat_ws(', ', c.relkind::text, c.relpersistence::text, c.relowner::regrole, c.relacl::text,
                    c.reloptions::text, c.relrowsecurity, c.relreplident::text,
                    obj_description(c.oid, 'pg_class'),
                    CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) END,
                (SELECT concat_ws(' ', s.seqtypid::regtype, s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache, s.seqcycle)
                 FROM pg_sequence s WHERE s.seqrelid = c.oid),
                (SELECT 'owned by ' || a.attrelid::regclass || '.' || quote_ident(a.attname)
                 FROM pg_depend d JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
                 WHERE c.relkind = 'S' AND d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype IN ('a', 'i')))
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE %s
            """, """
            SELECT 'columns ' || c.oid::regclass,
                string_agg(concat_ws(' ', quote_ident(a.attname), format_type(a.atttypid, a.atttypmod),
                    CASE WHEN a.attnotnull THEN 'NOT NULL' END, 'DEFAULT ' || pg_get_expr(d.adbin, d.adrelid),
                    nullif(a.attidentity::text, ''), nullif(a.attgenerated::text, ''), a.attcollation, a.attacl::text,
                    'storage ' || a.attstorage::text, nullif(a.attcompression::text, ''), a.attstattarget, a.attoptions::text,
                    col_description(c.oid, a.attnum)), E',\\n' ORDER BY a.attnum)
            FROM pg_class c
            JOIN pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
            WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND %s GROUP BY c.oid
            """, """
            SELECT 'constraint ' || o.conrelid::regclass || ' ' || quote_ident(o.conname),
                concat_ws(', ', pg_get_constraintdef(o.oid), CASE WHEN NOT o.convalidated THEN 'not validated' END,
                    obj_description(o.oid, 'pg_constraint'))
            FROM pg_constraint o JOIN pg_namespace n ON n.oid = o.connamespace WHERE o.conrelid <> 0 AND %s
            """, """
            SELECT 'index ' || i.indexrelid::regclass,
                concat_ws(', ', pg_get_indexdef(i.indexrelid), CASE WHEN NOT i.indisvalid THEN 'invalid' END,
                    CASE WHEN i.indisclustered THEN 'clustered' END, CASE WHEN i.indisreplident THEN 'replica identity' END)
            FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE %s
            """, """
            SELECT 'enum ' || t.oid::regtype, concat_ws(', ', t.typowner::regrole, t.typacl::text,
                obj_description(t.oid, 'pg_type'), string_agg(e.enumlabel, ', ' ORDER BY e.enumsortorder))
            FROM pg_type t JOIN pg_enum e ON e.enumtypid = t.oid JOIN pg_namespace n ON n.oid = t.typnamespace
            WHERE %s GROUP BY t.oid
            """, """
            SELECT 'trigger ' || g.tgrelid::regclass || ' ' || quote_ident(g.tgname),
                concat_ws(', ', pg_get_triggerdef(g.oid), g.tgenabled::text, obj_description(g.oid, 'pg_trigger'))
            FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE NOT g.tgisinternal AND %s
            """, """
            SELECT 'function ' || p.oid::regprocedure, concat_ws(', ', pg_get_functiondef(p.oid), p.proowner::regrole,
                p.proacl::text, obj_description(p.oid, 'pg_proc'))
            FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE p.prokind IN ('f', 'p') AND %s
            """, """
            SELECT 'policy ' || p.polrelid::regclass || ' ' || quote_ident(p.polname), concat_ws(', ', p.polcmd::text,
                p.polpermissive, p.polroles::text, pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid))
            FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE %s
            """, """
            SELECT 'statistics ' || quote_ident(s.stxname), pg_get_statisticsobjdef(s.oid)
            FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace WHERE %s
            """);

    /** Tables and sequences with the statement that reads their contents. */
    private static final String CONTENTS = """
            SELECT CASE c.relkind WHEN 'S' THEN 'sequence ' ELSE 'rows ' END || c.oid::regclass,
                CASE c.relkind
                WHEN 'S' THEN format('SELECT last_value || CASE WHEN is_called THEN '''' ELSE '', not called'' END FROM %%s',
                    c.oid::regclass)
                ELSE format($$SELECT count(*) || ' rows, md5 ' || md5(coalesce(string_agg(h, '' ORDER BY h COLLATE "C"), ''))
                    FROM (SELECT md5(CAST(r AS text)) AS h FROM ONLY %%s r) hashed$$, c.oid::regclass)
                END
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'm', 'S') AND %s
            """;

    /**
     * Reads the whole database from one snapshot, in a transaction that can't write.
     *
     * @param connection in autocommit; its role must be able to read everything
     * @throws SQLException if something can't be read
     */
    public static DatabaseFingerprint read(Connection connection) throws SQLException {
        return read(connection, true);
    }

    /** The same without what tables and sequences hold. */
    public static DatabaseFingerprint definitions(Connection connection) throws SQLException {
        return read(connection, false);
    }

    private static DatabaseFingerprint read(Connection connection, boolean withContents) throws SQLException {
        if (!connection.getAutoCommit()) {
            throw new IllegalStateException(
                    "A fingerprint needs a transaction of its own: pass a connection in autocommit");
        }
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("""
                    SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY;
                    SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO, YMD'; SET LOCAL IntervalStyle = 'postgres';
                    SET LOCAL bytea_output = 'hex'; SET LOCAL extra_float_digits = 1; SET LOCAL search_path = pg_catalog;
                    """);
            return new DatabaseFingerprint(read(statement, withContents));
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    /**
     * Leaves entries out, for instance what a rollback can't restore, like the position of a sequence.
     *
     * @param unwanted tells the names of entries to leave out
     */
    public DatabaseFingerprint without(Predicate<String> unwanted) {
        SortedMap<String, String> kept = new TreeMap<>(entries);
        kept.keySet().removeIf(unwanted);
        return new DatabaseFingerprint(kept);
    }

    private static SortedMap<String, String> read(Statement statement, boolean withContents) throws SQLException {
        SortedMap<String, String> entries = new TreeMap<>();
        for (String definitions : DEFINITIONS) {
            entries.putAll(pairs(statement, definitions.formatted(OURS)));
        }
        Map<String, String> contents = withContents ? pairs(statement, CONTENTS.formatted(OURS)) : Map.of();
        for (Map.Entry<String, String> content : contents.entrySet()) {
            try (ResultSet row = statement.executeQuery(content.getValue())) {
                row.next();
                entries.put(content.getKey(), row.getString(1));
            }
        }
        return Collections.unmodifiableSortedMap(entries);
    }

    private static Map<String, String> pairs(Statement statement, String select) throws SQLException {
        Map<String, String> pairs = new TreeMap<>();
        try (ResultSet row = statement.executeQuery(select)) {
            while (row.next()) {
                pairs.put(row.getString(1), row.getString(2));
            }
        }
        return pairs;
    }
}
