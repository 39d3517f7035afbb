package sluice.change.uuid;

import sluice.change.uuid.conversion.Conversion;
import sluice.change.uuid.conversion.Direction;
import sluice.plan.Step;
import sluice.sql.Literal;

/** The conversion in one transaction, for a window in which nobody works: every table is written anew, once. */
public final class Rewrite {

    private static final String BLOCK = """
            DO $sluice$
            -- long: all columns in one transaction that locks every table until its end: for a maintenance window
            DECLARE
                one record;
                statement text;
                statements text[];
                tables regclass[];
                missing text;
                amount bigint;
                texts bigint := 0;
            BEGIN
                SELECT array_agg(x.relid ORDER BY x.last DESC) INTO tables
                FROM (SELECT relid, min(n) AS last FROM <<columns>> p GROUP BY relid) x;
                IF tables IS NULL THEN
                    RETURN;
                END IF;
                CALL pg_temp.sluice_lock(tables, 'ACCESS EXCLUSIVE');
            <<remember>>
                SELECT array_agg(s.text ORDER BY s.phase) INTO statements FROM (
            <<statements>>) s;
                FOREACH statement IN ARRAY statements LOOP
                    EXECUTE statement;
                END LOOP;
            END
            $sluice$""";

    // Every row is read once for both: what to remember of it, and whether there is anything to examine more closely.
    private static final String REMEMBER = """
                CALL <<examine>>(false, true);
                BEGIN
                    FOR one IN SELECT * FROM <<columns>> x LOOP
                    <<definition>>
                        -- the texts of a column with a valid foreign key are those of the key
                        CONTINUE WHEN EXISTS (SELECT FROM <<links>> l WHERE l.n = one.n AND l.convalidated);
                        EXECUTE format('WITH t AS (SELECT CAST(%3$I AS text) AS t, CAST(%3$I AS uuid) AS u FROM %4$s'
                            '     WHERE CAST(%3$I AS text) <> CAST(CAST(%3$I AS uuid) AS text)),'
                            ' r AS (INSERT INTO sluice_undo (changeset, relation, key, old)'
                            '     SELECT %1$L, %2$L, CAST(t.u AS text), to_jsonb(t.t) FROM t ON CONFLICT DO NOTHING)'
                            ' SELECT count(*) FROM t',
                            'ConvertTextToUuid', 'texts of ' || one.name, one.col, CAST(one.relid AS regclass)) INTO amount;
                        texts := texts + amount;
                    END LOOP;
                EXCEPTION WHEN invalid_text_representation THEN
                    texts := NULL; -- which ones, is told below
                END;
                IF texts IS DISTINCT FROM 0 THEN
                    CALL <<examine>>(true, true);
                END IF;""";

    private static final String STATEMENTS = """
            SELECT 10 AS phase, format('ALTER TABLE %s DROP CONSTRAINT %I', CAST(l.conrelid AS regclass), l.conname) AS text
            FROM <<links>> l
            UNION ALL
            SELECT 20, format('ALTER TABLE %s ', CAST(c.relid AS regclass)) || string_agg(format(
                'ALTER COLUMN %1$I DROP DEFAULT, ALTER COLUMN %1$I TYPE %2$s USING CAST(%1$I AS %3$s)',
                c.col, <<type>>, <<cast>>), ', ')
            FROM <<columns>> c GROUP BY c.relid
            UNION ALL
            <<between>>
            SELECT 40, format('ALTER TABLE %s ALTER COLUMN %I SET DEFAULT %s', CAST(c.relid AS regclass), c.col, d.text)
            FROM <<columns>> c CROSS JOIN LATERAL (SELECT <<default>> AS text) d WHERE d.text IS NOT NULL
            UNION ALL
            SELECT 50, format('ALTER TABLE %s ADD CONSTRAINT %I %s', CAST(l.conrelid AS regclass), l.conname,
                pg_get_constraintdef(l.oid))
            FROM <<links>> l
            UNION ALL
            <<expressions>>
            SELECT 51, format('COMMENT ON CONSTRAINT %I ON %s IS %L', l.conname, CAST(l.conrelid AS regclass),
                obj_description(l.oid, 'pg_constraint'))
            FROM <<links>> l WHERE obj_description(l.oid, 'pg_constraint') IS NOT NULL
            <<kept>>""";

    /** Texts that were not in the canonical form; the column's own memory is the stronger. */
    private static final String OLD_TEXTS = """
            SELECT 30, format('UPDATE %s t SET %I = u.old #>> ''{}'' FROM sluice_undo u WHERE u.changeset = %L'
                ' AND u.relation = %L AND u.key = CAST(t.%2$I AS text)', CAST(c.relid AS regclass), c.col,
                'ConvertTextToUuid', r.name)
            FROM <<columns>> c
            CROSS JOIN LATERAL (VALUES ('texts of ' || c.name), (<<key texts>>)) r (name)
            WHERE EXISTS (SELECT FROM sluice_undo u WHERE u.changeset = 'ConvertTextToUuid' AND u.relation = r.name)
            UNION ALL
            """;

    /** An online conversion that kept the former columns: they and their triggers go. */
    private static final String NO_FORMER = """
                SELECT string_agg(n.thing, '; ') INTO missing FROM <<not carried>> n;
                IF missing IS NOT NULL THEN
                    RAISE EXCEPTION 'nothing was changed: %', missing;
                END IF;
                FOR one IN SELECT * FROM <<columns>> x WHERE x.twinnum IS NOT NULL LOOP
                    EXECUTE format('DROP TRIGGER IF EXISTS %I ON %s', '~sluice_insert_' || one.col, CAST(one.relid AS regclass));
                    EXECUTE format('DROP TRIGGER IF EXISTS %I ON %s', '~sluice_update_' || one.col, CAST(one.relid AS regclass));
                    EXECUTE format('DROP FUNCTION IF EXISTS %I.%I()', current_schema(), <<sync>>);
                    EXECUTE format('ALTER TABLE %s DROP COLUMN %I', CAST(one.relid AS regclass), one.twin);
                END LOOP;""";

    private Rewrite() {}

    /** The rewrite of all pending columns of a conversion. */
    public static Step of(Conversion conversion) {
        boolean there = conversion.direction() == Direction.TO_UUID;
        return conversion.block(
                BLOCK.replace("<<statements>>", STATEMENTS.indent(8).stripTrailing())
                        .replace("<<expressions>>", Swap.EXPRESSIONS.indent(8).strip())
                        .replace("<<remember>>", (there ? REMEMBER : NO_FORMER).stripTrailing())
                        .replace("<<definition>>", Twins.REMEMBER.indent(4).strip())
                        .replace("<<examine>>", conversion.word("examine"))
                        .replace("<<between>>", there ? "" : OLD_TEXTS.strip())
                        .replace("<<kept>>", Swap.kept(conversion.direction()).indent(8))
                        .replace("<<type>>", there ? "'uuid'" : "c.kept ->> 'type'")
                        .replace("<<cast>>", Literal.of(there ? "uuid" : "text"))
                        .replace("<<default>>", Swap.defaultOf(conversion.direction())));
    }
}
