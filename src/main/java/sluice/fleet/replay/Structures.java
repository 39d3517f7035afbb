package sluice.fleet.replay;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import sluice.sql.Sql;

/** Fingerprints of what schemas are made of, so that SQL that was written for one is sent to its equals only. */
final class Structures {

    private static final String QUERY = """
            WITH s AS (SELECT oid, nspname FROM pg_namespace WHERE nspname = ANY (?)),
            part AS (
                SELECT s.nspname, concat_ws('|', c.relname, c.relkind, a.attname, t.typname, a.atttypmod, a.attnotnull,
                    a.atthasdef, a.attidentity) AS line
                FROM s JOIN pg_class c ON c.relnamespace = s.oid
                LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                LEFT JOIN pg_type t ON t.oid = a.atttypid
                WHERE c.relname NOT IN ('databasechangelog', 'databasechangeloglock', 'databasechangeloglock_pkey')
                UNION ALL
                SELECT s.nspname, concat_ws('|', conname, contype, convalidated, pg_get_expr(conbin, conrelid))
                FROM s JOIN pg_constraint ON connamespace = s.oid WHERE conname <> 'databasechangeloglock_pkey'
                UNION ALL
                SELECT s.nspname, concat_ws('|', proname, proargtypes, md5(prosrc)) FROM s JOIN pg_proc ON pronamespace = s.oid
                UNION ALL
                SELECT s.nspname, concat_ws('|', r.relname, tgname, tgtype, tgenabled)
                FROM s JOIN pg_class r ON r.relnamespace = s.oid JOIN pg_trigger ON tgrelid = r.oid AND NOT tgisinternal)
            SELECT nspname, md5(string_agg(line, ',' ORDER BY line COLLATE "C")) FROM part GROUP BY nspname
            """;

    private Structures() {}

    /** A fingerprint by schema; a schema without anything has none. */
    static Map<String, String> of(Connection connection, List<String> schemas) throws SQLException {
        Map<String, String> found = new HashMap<>();
        Sql.on(connection).rows(QUERY, row -> found.put(row.getString(1), row.getString(2)), (Object)
                schemas.toArray(String[]::new));
        return found;
    }
}
