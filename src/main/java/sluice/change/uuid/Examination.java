package sluice.change.uuid;

import sluice.change.uuid.conversion.Conversion;
import sluice.change.uuid.conversion.Direction;
import sluice.plan.Statement;
import sluice.plan.Step;

/** What must hold before anything changes; all that does not is told at once. */
public final class Examination {

    static final String WORD = """
            CREATE OR REPLACE PROCEDURE <<word>>(sluice_rows boolean, sluice_invalid_stops boolean)
            LANGUAGE plpgsql AS $sluice$
            -- nothing is changed here: all that would stop the conversion is found first
            DECLARE
                one record;
                amount bigint;
                found text;
                problems text[] := (SELECT coalesce(array_agg(p.text), '{}') FROM (
                    SELECT CASE
                        WHEN t.oid IS NULL THEN format('there is no table %s', v.tab)
                        WHEN a.attnum IS NULL THEN format('there is no column %s.%s', v.tab, v.col)
                        WHEN t.relkind <> 'r' OR EXISTS (SELECT FROM pg_inherits h WHERE t.oid IN (h.inhrelid, h.inhparent))
                            THEN format('%s is no plain table, but partitioned, inherited or foreign', v.tab)
                        WHEN NOT pg_has_role(t.relowner, 'USAGE') THEN format('%s belongs to another role', v.tab)
                        WHEN t.reloftype <> 0 THEN format('%s is a table of the type %s', v.tab, CAST(t.reloftype AS regtype))
                        WHEN row_security_active(t.oid) THEN format('row security hides rows of %s from %s, who must be able'
                            ' to see all of them', v.tab, CURRENT_USER)
                        WHEN NOT (<<text>>) AND a.atttypid <> CAST('uuid' AS regtype)
                            THEN format('%s.%s is %s, neither text nor uuid', v.tab, v.col, format_type(a.atttypid, a.atttypmod))
                        WHEN s.atttypid <> CAST('uuid' AS regtype)
                            THEN format('%s has a column %s that is no uuid', v.tab, s.attname)
                        WHEN <<text>> AND NOT EXISTS (SELECT FROM sluice_undo u WHERE u.changeset = 'ConvertTextToUuid'
                                AND u.relation = 'columns' AND u.key = v.tab || '.' || v.col)
                            AND (s.attnotnull OR s.atthasdef OR EXISTS (SELECT FROM pg_depend d
                                WHERE d.refclassid = CAST('pg_class' AS regclass) AND d.refobjid = t.oid AND d.refobjsubid = s.attnum))
                            THEN format('%s has a column %s that is in use', v.tab, s.attname)
                        WHEN <<text>> AND d.value !~ '<<uuid>>'
                            THEN format('the default of %s.%s is no UUID: %L', v.tab, v.col, d.value)
                        WHEN EXISTS (SELECT FROM pg_attribute o
                                WHERE o.attrelid = t.oid AND o.attname = v.col || '_text' AND NOT o.attisdropped AND <<text>>)
                            THEN format('%s has a column %s_text already', v.tab, v.col)
                        END AS text
                    FROM (VALUES <<rows>>) v (n, is_key, tab, col, optional)
                    LEFT JOIN pg_class t ON t.relname = v.tab
                        AND t.relnamespace = CAST(quote_ident(current_schema()) AS regnamespace)
                    LEFT JOIN pg_attribute a ON a.attrelid = t.oid AND a.attname = v.col AND NOT a.attisdropped
                    LEFT JOIN pg_attribute s ON s.attrelid = t.oid AND s.attname = v.col || '_uuid' AND NOT s.attisdropped
                    LEFT JOIN LATERAL (SELECT substring(pg_get_expr(f.adbin, f.adrelid) FROM '^''(.*)''(?:::[a-z ]+)?$') AS value
                        FROM pg_attrdef f WHERE f.adrelid = t.oid AND f.adnum = a.attnum) d ON true
                    LEFT JOIN LATERAL (SELECT NULL AS old) k ON true
                    WHERE t.oid IS NOT NULL OR NOT v.optional
                    UNION ALL
                    SELECT n.thing FROM <<not carried>> n) p
                WHERE p.text IS NOT NULL);
            BEGIN
                IF sluice_rows AND problems = '{}' THEN
                    -- the texts of a column with a valid foreign key are those of the key
                    FOR one IN SELECT * FROM <<columns>> x WHERE NOT EXISTS (
                        SELECT FROM <<links>> l WHERE l.n = x.n AND l.convalidated) ORDER BY x.n
                    LOOP
                        BEGIN
                            EXECUTE format('SELECT count(*) FROM %s WHERE CAST(CAST(%2$I AS uuid) AS text) <> CAST(%2$I AS text)',
                                CAST(one.relid AS regclass), one.col) INTO amount;
                            CONTINUE WHEN amount = 0 OR NOT one.is_key;
                        EXCEPTION WHEN invalid_text_representation THEN
                            NULL; -- which ones, is asked for below
                        END;
                        IF sluice_invalid_stops THEN
                            EXECUTE format('SELECT count(*), string_agg(quote_literal(t), '', '' ORDER BY t) FILTER (WHERE r <= 20) FROM ('
                                ' SELECT o.id AS t, row_number() OVER (ORDER BY o.id) AS r FROM (SELECT CAST(%1$I AS text) AS id FROM %2$s) o'
                                ' WHERE o.id !~ %3$L) f', one.col, CAST(one.relid AS regclass), '<<uuid>>') INTO amount, found;
                            IF amount > 0 THEN
                                problems := problems || format('%s values of %s are no UUID (first: %s); correct or delete them,'
                                    ' or set the parameter onInvalid to quarantine', amount, one.name, found);
                            END IF;
                        END IF;
                        IF one.is_key THEN
                            -- only a text that is not canonical can meet another: few rows are sorted
                            EXECUTE format('WITH o AS (SELECT CAST(%1$I AS text) AS t, CAST(%1$I AS uuid) AS u FROM %2$s'
                                '     WHERE CAST(%1$I AS text) ~ %3$L),'
                                ' met AS (SELECT o.t, count(*) OVER (PARTITION BY o.u) AS n FROM o'
                                '     WHERE o.u IN (SELECT z.u FROM o z WHERE CAST(z.u AS text) <> z.t))'
                                ' SELECT count(*), string_agg(quote_literal(t), '', '' ORDER BY t) FILTER (WHERE r <= 20)'
                                ' FROM (SELECT t, row_number() OVER (ORDER BY t) AS r FROM met WHERE n > 1) f',
                                one.col, CAST(one.relid AS regclass), '<<uuid>>') INTO amount, found;
                            IF amount > 0 THEN
                                problems := problems || format('%s values of %s would become one uuid with another (first: %s);'
                                    ' keep one of each', amount, one.name, found);
                            END IF;
                        END IF;
                    END LOOP;
                END IF;
                IF problems <> '{}' THEN
                    RAISE EXCEPTION 'nothing was changed: %', array_to_string(problems, '; ');
                END IF;
            END
            $sluice$""".replace("<<text>>", Direction.TO_UUID.pending());

    private Examination() {}

    /**
     * @param rows whether the rows are looked at, too, or only the catalog
     * @param invalidStops whether a text that is no UUID is a reason to stop
     */
    public static Step of(Conversion conversion, boolean rows, boolean invalidStops) {
        return new Statement(
                "-- nothing is changed here: all that would stop the conversion is found first\nCALL "
                        + conversion.word("examine") + "(" + rows + ", " + invalidStops + ")",
                rows);
    }
}
