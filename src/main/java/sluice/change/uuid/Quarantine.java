package sluice.change.uuid;

import sluice.change.uuid.conversion.Conversion;
import sluice.plan.Step;

/** Rows whose text is no UUID, set aside in {@code sluice_undo} until the conversion is taken back. */
public final class Quarantine {

    private static final String SET_ASIDE = """
            DO $sluice$
            -- long: rows whose text is no UUID go to sluice_undo, what refers to the key first; the way back brings them again
            DECLARE
                one record;
            BEGIN
                FOR one IN SELECT * FROM <<columns>> x ORDER BY x.n DESC LOOP
                    EXECUTE format('WITH gone AS (DELETE FROM %1$s WHERE CAST(%2$I AS text) !~ %3$L RETURNING *)'
                        ' INSERT INTO sluice_undo (changeset, relation, key, old)'
                        ' SELECT %4$L, %5$L, CAST(gen_random_uuid() AS text), to_jsonb(g) FROM gone g',
                        CAST(one.relid AS regclass), one.col, '<<uuid>>', 'ConvertTextToUuid', 'rows of ' || one.name);
                END LOOP;
            END
            $sluice$""";

    private static final String BRING_BACK = """
            DO $sluice$
            -- the rows that were set aside come back, the key first
            DECLARE
                one record;
            BEGIN
                FOR one IN SELECT x.*, (
                        SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) FROM pg_attribute a
                        WHERE a.attrelid = x.relid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '') AS names
                    FROM <<columns>> x ORDER BY x.n
                LOOP
                    EXECUTE format('INSERT INTO %1$s (%2$s) OVERRIDING SYSTEM VALUE SELECT %2$s FROM sluice_undo u,'
                        ' jsonb_populate_record(CAST(NULL AS %1$s), u.old) WHERE u.changeset = %3$L AND u.relation = %4$L',
                        CAST(one.relid AS regclass), one.names, 'ConvertTextToUuid', 'rows of ' || one.name);
                    DELETE FROM sluice_undo WHERE changeset = 'ConvertTextToUuid' AND relation = 'rows of ' || one.name;
                END LOOP;
            END
            $sluice$""";

    private Quarantine() {}

    /** Sets the rows aside, in one transaction. */
    public static Step of(Conversion conversion) {
        return conversion.block(SET_ASIDE);
    }

    /** Brings them back. */
    public static Step undo(Conversion conversion) {
        return conversion.block(BRING_BACK);
    }
}
