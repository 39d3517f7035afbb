package sluice.change.uuid.catalog;

/** The word for the foreign keys between the columns of a conversion. */
public final class Links {

    /**
     * A row per foreign key on pending columns: the constraint, its twin's name, whether that is there, and the statement
     * that makes it. Rules are carried over from the catalog.
     */
    public static final String LINKS = """
            CREATE OR REPLACE FUNCTION <<word>>() RETURNS TABLE (n integer, oid oid, conname name, conrelid oid, confrelid oid,
                convalidated boolean, twin text, linked boolean, statement text)
            LANGUAGE sql STABLE AS $sluice$
                -- the foreign keys between those columns, and what makes the same between the twins
                SELECT r.n, f.oid, f.conname, f.conrelid, f.confrelid, f.convalidated, 'sluice_fk_' || f.oid AS twin,
                    EXISTS (SELECT FROM pg_constraint w WHERE w.conrelid = f.conrelid
                        AND w.conname = 'sluice_fk_' || f.oid) AS linked,
                    format('ALTER TABLE %s ADD CONSTRAINT %I FOREIGN KEY (%I) REFERENCES %s (%I)',
                        CAST(f.conrelid AS regclass), 'sluice_fk_' || f.oid, r.twin, CAST(f.confrelid AS regclass), p.twin)
                    || CASE f.confmatchtype WHEN 'f' THEN ' MATCH FULL' ELSE '' END
                    || ' ON UPDATE ' || rule.words[strpos('arcnd', CAST(f.confupdtype AS text))]
                    || ' ON DELETE ' || rule.words[strpos('arcnd', CAST(f.confdeltype AS text))]
                    || CASE WHEN to_jsonb(f) ->> 'confdelsetcols' IS NULL THEN '' ELSE format(' (%I)', r.twin) END
                    || CASE WHEN f.condeferrable THEN ' DEFERRABLE' ELSE '' END
                    || CASE WHEN f.condeferred THEN ' INITIALLY DEFERRED' ELSE '' END
                    || ' NOT VALID' AS statement
                FROM pg_constraint f
                JOIN <<columns>> r ON r.relid = f.conrelid AND f.conkey = ARRAY[r.attnum]
                JOIN <<columns>> p ON p.is_key AND p.relid = f.confrelid AND f.confkey = ARRAY[p.attnum]
                CROSS JOIN (SELECT ARRAY['NO ACTION', 'RESTRICT', 'CASCADE', 'SET NULL', 'SET DEFAULT'] AS words) rule
                WHERE f.contype = 'f' AND NOT starts_with(f.conname, 'sluice_fk_')
            $sluice$""";

    private Links() {}
}
