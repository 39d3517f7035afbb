package sluice.change.uuid.catalog;

/** The indexes that hold a pending column, and the same over the twins. */
public final class Indexes {

    /** The word for those indexes, with {@code twin}, the name of the index that will take its place. */
    public static final String HELD = """
            CREATE OR REPLACE FUNCTION <<word>>() RETURNS TABLE (indexrelid oid, indrelid oid, twin text)
            LANGUAGE sql STABLE AS $sluice$
                -- the indexes that hold those columns, and what the same over the twins is called
                SELECT DISTINCT i.indexrelid, i.indrelid, 'sluice_ix_' || i.indexrelid AS twin
                FROM pg_index i
                JOIN <<columns>> c ON c.relid = i.indrelid AND c.attnum = ANY (CAST(i.indkey AS smallint[]))
                WHERE i.indisvalid
            $sluice$""";

    /** Statements that drop what a killed build left, and build what is missing. */
    public static final String MISSING = """
            WITH held AS (SELECT * FROM <<held>>), part AS (
                SELECT h.indexrelid, k.n,
                    CASE WHEN c.attnum IS NULL THEN pg_get_indexdef(h.indexrelid, k.n, false) ELSE quote_ident(c.twin) END
                    || CASE WHEN k.n > i.indnkeyatts THEN '' ELSE
                        coalesce((SELECT format(' COLLATE %I.%I', o.collnamespace::regnamespace::text, o.collname)
                            FROM pg_collation o WHERE o.oid = i.indcollation[k.n - 1] AND c.attnum IS NULL), '')
                        || coalesce((SELECT format(' %I.%I', o.opcnamespace::regnamespace::text, o.opcname)
                            FROM pg_opclass o WHERE o.oid = i.indclass[k.n - 1] AND NOT o.opcdefault), '')
                        || CASE WHEN a.amname <> 'btree' THEN '' ELSE
                            CASE WHEN i.indoption[k.n - 1] & 1 = 1 THEN ' DESC' ELSE '' END
                            || CASE WHEN i.indoption[k.n - 1] & 2 = 2 THEN ' NULLS FIRST' ELSE ' NULLS LAST' END END END
                    AS text
                FROM held h
                JOIN pg_index i USING (indexrelid)
                JOIN pg_class x ON x.oid = i.indexrelid
                JOIN pg_am a ON a.oid = x.relam
                CROSS JOIN LATERAL generate_series(1, i.indnatts) k (n)
                LEFT JOIN <<columns>> c ON c.relid = i.indrelid AND c.attnum = i.indkey[k.n - 1]
            ), found AS (
                SELECT h.indexrelid, h.twin, n.nspname, w.indexrelid AS twinid, coalesce(w.indisvalid, false) AS valid,
                    format('CREATE %s INDEX CONCURRENTLY %I ON %s USING %I (%s)',
                        CASE WHEN i.indisunique THEN 'UNIQUE' ELSE '' END, h.twin, CAST(i.indrelid AS regclass), a.amname,
                        (SELECT string_agg(p.text, ', ' ORDER BY p.n) FROM part p
                         WHERE p.indexrelid = h.indexrelid AND p.n <= i.indnkeyatts))
                    || coalesce((SELECT ' INCLUDE (' || string_agg(p.text, ', ' ORDER BY p.n) || ')' FROM part p
                         WHERE p.indexrelid = h.indexrelid AND p.n > i.indnkeyatts), '')
                    || CASE WHEN to_jsonb(i) ->> 'indnullsnotdistinct' = 'true' THEN ' NULLS NOT DISTINCT' ELSE '' END
                    || coalesce(' WITH (' || array_to_string(x.reloptions, ', ') || ')', '')
                    || coalesce((SELECT format(' TABLESPACE %I', s.spcname) FROM pg_tablespace s
                         WHERE s.oid = x.reltablespace), '')
                    || coalesce(' WHERE ' || pg_get_expr(i.indpred, i.indrelid), '') AS statement
                FROM held h
                JOIN pg_index i USING (indexrelid)
                JOIN pg_class x ON x.oid = i.indexrelid
                JOIN pg_namespace n ON n.oid = x.relnamespace
                JOIN pg_am a ON a.oid = x.relam
                LEFT JOIN (pg_index w JOIN pg_class wx ON wx.oid = w.indexrelid)
                    ON w.indrelid = i.indrelid AND wx.relname = h.twin
            )
            SELECT s.statement
            FROM found f
            CROSS JOIN LATERAL (VALUES
                (1, CASE WHEN f.twinid IS NOT NULL THEN format('DROP INDEX CONCURRENTLY %I.%I', f.nspname, f.twin) END),
                (2, f.statement)) s (n, statement)
            WHERE NOT f.valid AND s.statement IS NOT NULL
            ORDER BY f.indexrelid, s.n""";

    private Indexes() {}
}
