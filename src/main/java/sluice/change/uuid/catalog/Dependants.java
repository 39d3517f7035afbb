package sluice.change.uuid.catalog;

/** What hangs on a pending column and can't be carried over to its twin. */
public final class Dependants {

    /**
     * The word for a text per such thing. Carried over are primary keys, unique constraints, indexes over plain columns
     * with the default operator class, the foreign keys of the conversion, and the column's own default.
     */
    public static final String NOT_CARRIED = """
            CREATE OR REPLACE FUNCTION <<word>>() RETURNS TABLE (thing text)
            LANGUAGE sql STABLE AS $sluice$
                -- what hangs on those columns and can't be carried over
                SELECT DISTINCT c.name || ' is used by ' || CASE
                        WHEN d.classid = CAST('pg_rewrite' AS regclass) THEN
                            (SELECT CASE v.relkind WHEN 'v' THEN 'view ' WHEN 'm' THEN 'materialized view ' ELSE 'a rule of ' END
                               || CAST(v.oid AS regclass)
                            FROM pg_rewrite w JOIN pg_class v ON v.oid = w.ev_class WHERE w.oid = d.objid)
                        ELSE pg_describe_object(d.classid, d.objid, d.objsubid) END AS thing
                FROM <<columns>> c
                JOIN pg_attribute a ON a.attrelid = c.relid AND a.attnum = c.attnum
                JOIN pg_depend d ON d.refclassid = CAST('pg_class' AS regclass) AND d.refobjid = c.relid
                    AND d.refobjsubid = c.attnum
                LEFT JOIN pg_constraint k ON d.classid = CAST('pg_constraint' AS regclass) AND k.oid = d.objid
                LEFT JOIN pg_index i ON d.classid = CAST('pg_class' AS regclass) AND i.indexrelid = d.objid
                LEFT JOIN pg_attrdef f ON d.classid = CAST('pg_attrdef' AS regclass) AND f.oid = d.objid
                LEFT JOIN pg_trigger g ON d.classid = CAST('pg_trigger' AS regclass) AND g.oid = d.objid
                WHERE NOT CASE
                    WHEN k.oid IS NOT NULL THEN k.contype IN ('n', 'p', 'u') OR starts_with(k.conname, 'sluice_kept_')
                        OR EXISTS (SELECT FROM <<links>> l WHERE l.oid = k.oid)
                    WHEN i.indexrelid IS NOT NULL THEN a.attnum = ANY (CAST(i.indkey AS smallint[]))
                        AND strpos(concat(CAST(i.indexprs AS text), CAST(i.indpred AS text)),
                            format(':varattno %s ', a.attnum)) = 0
                        AND NOT EXISTS (
                            SELECT FROM generate_series(0, i.indnkeyatts - 1) p (n)
                            JOIN pg_opclass o ON o.oid = i.indclass[p.n]
                            WHERE i.indkey[p.n] = a.attnum AND (NOT o.opcdefault OR i.indcollation[p.n] <> a.attcollation
                                OR NOT EXISTS (SELECT FROM pg_opclass u WHERE u.opcmethod = o.opcmethod AND u.opcdefault
                                    AND u.opcintype = CAST('uuid' AS regtype))))
                    WHEN f.oid IS NOT NULL THEN f.adrelid = c.relid AND f.adnum = c.attnum AND a.attgenerated = ''
                    WHEN g.oid IS NOT NULL THEN starts_with(g.tgname, '~sluice_')
                    ELSE false END
                UNION
                SELECT format('trigger %I on %s comes after ours, which must see what it makes of a row; rename it', g.tgname,
                    CAST(g.tgrelid AS regclass))
                FROM <<columns>> c JOIN pg_trigger g ON g.tgrelid = c.relid
                WHERE g.tgtype & 3 = 3 AND g.tgtype & 20 > 0 AND g.tgname > '~sluice_' AND NOT starts_with(g.tgname, '~sluice_')
                UNION (
                -- a row within a row keeps the columns that it had
                WITH RECURSIVE held (tab, type) AS (
                    SELECT t.oid, t.reltype FROM <<columns>> c JOIN pg_class t ON t.oid = c.relid
                    UNION
                    SELECT h.tab, coalesce(y.reltype, d.objid)
                    FROM held h
                    JOIN pg_depend d ON d.refclassid = CAST('pg_type' AS regclass) AND d.refobjid = h.type
                    LEFT JOIN pg_class y ON d.classid = CAST('pg_class' AS regclass) AND y.oid = d.objid
                    WHERE d.classid = CAST('pg_type' AS regclass) OR y.relkind = 'c')
                SELECT format('%s.%I holds rows of %s', CAST(a.attrelid AS regclass), a.attname, CAST(h.tab AS regclass))
                FROM held h
                JOIN pg_attribute a ON a.atttypid = h.type AND NOT a.attisdropped
                JOIN pg_class y ON y.oid = a.attrelid AND y.relkind IN ('r', 'p', 'm', 'f'))
            $sluice$""";

    private Dependants() {}
}
