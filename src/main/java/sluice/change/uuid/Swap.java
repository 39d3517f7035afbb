package sluice.change.uuid;

import sluice.change.uuid.conversion.Conversion;
import sluice.change.uuid.conversion.Direction;
import sluice.change.uuid.conversion.Sync;
import sluice.plan.Step;

/**
 * The short transaction in which all twins take their places at once, so that a key and what refers to it never differ in
 * type. Everything slow was done before: the statements below touch the catalog only.
 */
public final class Swap {

    private static final String BLOCK = """
            DO $sluice$
            -- the twins take the places of their columns, all in one moment; nothing is read or rewritten
            DECLARE
                one record;
                sync text;
                statement text;
                statements text[];
                missing text;
                tables regclass[];
            BEGIN
                -- what refers to the key first: this is the order in which most statements lock
                SELECT array_agg(x.relid ORDER BY x.last DESC) INTO tables
                FROM (SELECT relid, min(n) AS last FROM <<columns>> p GROUP BY relid) x;
                IF tables IS NULL THEN
                    RETURN;
                END IF;
                CALL pg_temp.sluice_lock(tables, 'ACCESS EXCLUSIVE');
                SELECT string_agg(n.thing, '; ') INTO missing FROM (
                    SELECT n.thing FROM <<not carried>> n
                    UNION ALL SELECT 'index ' || CAST(h.indexrelid AS regclass) || ' was made meanwhile'
                    FROM <<held>> h
                    WHERE NOT EXISTS (SELECT FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid
                        WHERE i.indrelid = h.indrelid AND x.relname = h.twin AND i.indisvalid)
                    UNION ALL SELECT 'foreign key ' || quote_ident(l.conname) || ' was made meanwhile'
                    FROM <<links>> l WHERE NOT l.linked
                    UNION ALL SELECT x.name || ' has no twin' FROM <<columns>> x WHERE x.twinnum IS NULL) n;
                IF missing IS NOT NULL THEN
                    RAISE EXCEPTION 'nothing was swapped: %. Roll this changeset back and run it again.', missing;
                END IF;
                SELECT array_agg(s.text ORDER BY s.phase) INTO statements FROM (
            <<statements>>) s;
                -- the columns are listed as they were: after the swap none is pending any more
                FOR one IN SELECT x.*, row_number() OVER () = 1 AS begins FROM <<columns>> x LOOP
                    IF one.begins THEN
                        FOREACH statement IN ARRAY statements LOOP
                            EXECUTE statement;
                        END LOOP;
                    END IF;
                    sync := <<sync>>;
            <<make>>
                END LOOP;
            END
            $sluice$""";

    private static final String STATEMENTS = """
            SELECT 10 AS phase, format('ALTER TABLE %s DROP CONSTRAINT %I', CAST(l.conrelid AS regclass), l.conname) AS text
            FROM <<links>> l
            UNION ALL
            SELECT 20, CASE WHEN k.oid IS NULL THEN format('DROP INDEX %s', CAST(h.indexrelid AS regclass))
                ELSE format('ALTER TABLE %s DROP CONSTRAINT %I', CAST(h.indrelid AS regclass), k.conname) END
            FROM <<held>> h LEFT JOIN pg_constraint k ON k.conindid = h.indexrelid AND k.contype IN ('p', 'u')
            UNION ALL
            SELECT 30, format('ALTER TABLE %s RENAME COLUMN %I TO %I', CAST(c.relid AS regclass), c.col, c.former)
            FROM <<columns>> c
            UNION ALL
            SELECT 31, format('ALTER TABLE %s RENAME COLUMN %I TO %I', CAST(c.relid AS regclass), c.twin, c.col)
            FROM <<columns>> c
            UNION ALL
            SELECT 40, format('ALTER TABLE %1$s ALTER COLUMN %2$I DROP NOT NULL, ALTER COLUMN %2$I DROP DEFAULT,'
                ' ALTER COLUMN %3$I SET NOT NULL', CAST(c.relid AS regclass), c.former, c.col)
            FROM <<columns>> c WHERE c.attnotnull
            UNION ALL
            SELECT 40, format('ALTER TABLE %1$s ALTER COLUMN %2$I DROP DEFAULT', CAST(c.relid AS regclass), c.former)
            FROM <<columns>> c WHERE NOT c.attnotnull
            UNION ALL
            SELECT 41, format('ALTER TABLE %s DROP CONSTRAINT %I', CAST(c.relid AS regclass), left('sluice_kept_' || c.col, 63))
            FROM <<columns>> c
            UNION ALL
            SELECT 50, CASE WHEN k.oid IS NULL
                THEN format('ALTER INDEX %I.%I RENAME TO %I', n.nspname, h.twin, x.relname)
                ELSE format('ALTER TABLE %s ADD CONSTRAINT %I %s USING INDEX %I%s%s', CAST(h.indrelid AS regclass), k.conname,
                    CASE k.contype WHEN 'p' THEN 'PRIMARY KEY' ELSE 'UNIQUE' END, h.twin,
                    CASE WHEN k.condeferrable THEN ' DEFERRABLE' ELSE '' END,
                    CASE WHEN k.condeferred THEN ' INITIALLY DEFERRED' ELSE '' END) END
            FROM <<held>> h
            JOIN pg_class x ON x.oid = h.indexrelid
            JOIN pg_namespace n ON n.oid = x.relnamespace
            LEFT JOIN pg_constraint k ON k.conindid = h.indexrelid AND k.contype IN ('p', 'u')
            UNION ALL
            SELECT 51, t.text
            FROM <<held>> h
            JOIN pg_index i USING (indexrelid)
            JOIN pg_class x ON x.oid = h.indexrelid
            LEFT JOIN pg_constraint k ON k.conindid = h.indexrelid AND k.contype IN ('p', 'u')
            CROSS JOIN LATERAL (VALUES
                (CASE WHEN i.indisclustered THEN format('ALTER TABLE %s CLUSTER ON %I', CAST(h.indrelid AS regclass), x.relname) END),
                (CASE WHEN i.indisreplident THEN
                    format('ALTER TABLE %s REPLICA IDENTITY USING INDEX %I', CAST(h.indrelid AS regclass), x.relname) END),
                (format('COMMENT ON INDEX %I.%I IS %L', CAST(x.relnamespace AS regnamespace), x.relname,
                    obj_description(x.oid, 'pg_class'))),
                (CASE WHEN k.oid IS NOT NULL THEN format('COMMENT ON CONSTRAINT %I ON %s IS %L', k.conname,
                    CAST(h.indrelid AS regclass), obj_description(k.oid, 'pg_constraint')) END)) t (text)
            WHERE t.text NOT LIKE '% IS NULL'
            UNION ALL
            <<expressions>>
            SELECT 60, format('ALTER TABLE %s RENAME CONSTRAINT %I TO %I', CAST(l.conrelid AS regclass), l.twin, l.conname)
            FROM <<links>> l
            UNION ALL
            SELECT 61, format('COMMENT ON CONSTRAINT %I ON %s IS %L', l.conname, CAST(l.conrelid AS regclass),
                obj_description(l.oid, 'pg_constraint'))
            FROM <<links>> l WHERE obj_description(l.oid, 'pg_constraint') IS NOT NULL
            UNION ALL
            SELECT 70, format('ALTER TABLE %s ALTER COLUMN %I SET DEFAULT %s', CAST(c.relid AS regclass), c.col, d.text)
            FROM <<columns>> c CROSS JOIN LATERAL (SELECT <<default>> AS text) d WHERE d.text IS NOT NULL
            UNION ALL
            SELECT 71, format('COMMENT ON COLUMN %s.%I IS %L', CAST(c.relid AS regclass), o.name, o.text)
            FROM <<columns>> c
            CROSS JOIN LATERAL (VALUES (c.col, col_description(c.relid, c.attnum)), (c.former, NULL)) o (name, text)
            WHERE col_description(c.relid, c.attnum) IS NOT NULL
            UNION ALL
            SELECT 72, format('GRANT %s (%I) ON %s TO %s%s', g.privilege_type, c.col, CAST(c.relid AS regclass),
                CASE g.grantee WHEN 0 THEN 'PUBLIC' ELSE CAST(CAST(g.grantee AS regrole) AS text) END,
                CASE WHEN g.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
            FROM <<columns>> c
            JOIN pg_attribute a ON a.attrelid = c.relid AND a.attnum = c.attnum
            CROSS JOIN LATERAL aclexplode(a.attacl) g
            UNION ALL
            SELECT 73, format('ALTER TABLE %s ALTER COLUMN %I SET STATISTICS %s', CAST(c.relid AS regclass), c.col, a.attstattarget)
            FROM <<columns>> c
            JOIN pg_attribute a ON a.attrelid = c.relid AND a.attnum = c.attnum
            WHERE a.attstattarget >= 0
            UNION ALL
            SELECT 74, format('ALTER TABLE %s ALTER COLUMN %I SET (%s)', CAST(c.relid AS regclass), c.col,
                array_to_string(a.attoptions, ', '))
            FROM <<columns>> c
            JOIN pg_attribute a ON a.attrelid = c.relid AND a.attnum = c.attnum
            WHERE a.attoptions IS NOT NULL
            <<kept>>""";

    /** One more part of a union of phases and statements: what an index knows of its expressions, which a new one has not. */
    static final String EXPRESSIONS = """
            SELECT 52, format('ALTER INDEX %I.%I ALTER COLUMN %s SET STATISTICS %s', CAST(x.relnamespace AS regnamespace),
                x.relname, a.attnum, a.attstattarget)
            FROM <<held>> h
            JOIN pg_index i USING (indexrelid)
            JOIN pg_class x ON x.oid = i.indexrelid
            JOIN pg_attribute a ON a.attrelid = x.oid AND i.indkey[a.attnum - 1] = 0 AND a.attstattarget >= 0
            UNION ALL
            """;

    /** What texts have and uuid has not, on the way back. */
    private static final String KEPT = """
            UNION ALL
            SELECT 75, format('ALTER TABLE %s ALTER COLUMN %I SET %s', CAST(c.relid AS regclass), c.col, k.text)
            FROM <<columns>> c
            CROSS JOIN LATERAL (VALUES
                (CASE c.kept ->> 'storage' WHEN 'p' THEN 'STORAGE PLAIN' WHEN 'e' THEN 'STORAGE EXTERNAL'
                    WHEN 'm' THEN 'STORAGE MAIN' END),
                (CASE c.kept ->> 'compression' WHEN 'p' THEN 'COMPRESSION pglz' WHEN 'l' THEN 'COMPRESSION lz4' END)) k (text)
            WHERE k.text IS NOT NULL
            """;

    private Swap() {}

    /** The swap of all pending columns of a conversion. */
    public static Step of(Conversion conversion) {
        Direction direction = conversion.direction();
        // from now on the column is written to, and the former one follows
        String make =
                Sync.make(direction.back(), "one.col", "one.former").indent(8).stripTrailing();
        return conversion.block(
                BLOCK.replace("<<statements>>", STATEMENTS.indent(8).stripTrailing())
                        .replace("<<expressions>>", EXPRESSIONS.indent(8).strip())
                        .replace("<<kept>>", kept(direction).indent(8))
                        .replace("<<default>>", defaultOf(direction))
                        .replace("<<make>>", make));
    }

    /** One more part of a union of phases and statements, or none. */
    static String kept(Direction direction) {
        return direction == Direction.TO_UUID ? "" : KEPT;
    }

    /** The default of the column {@code c} after the conversion, as SQL for its text. */
    static String defaultOf(Direction direction) {
        return direction == Direction.TO_UUID
                ? "'CAST((' || (SELECT pg_get_expr(f.adbin, f.adrelid) FROM pg_attrdef f"
                        + " WHERE f.adrelid = c.relid AND f.adnum = c.attnum) || ') AS uuid)'"
                : "c.kept ->> 'default'";
    }
}
