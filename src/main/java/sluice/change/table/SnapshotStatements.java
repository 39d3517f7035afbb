package sluice.change.table;

import java.util.List;
import java.util.stream.Stream;
import sluice.sql.Literal;

/**
 * The statements of snapshots. The copies' names hold the tenant's schema, which a plan does not know: they are made by the
 * server.
 *
 * @param tables that must be there
 * @param ifPresent further tables, left out where a schema does not have them
 */
public record SnapshotStatements(List<String> tables, List<String> ifPresent) {

    // The dot keeps schema and table apart; a name that holds one itself, or is too long, gets a mark of its own.
    private static final String COPY_NAME = """
            (SELECT CASE WHEN strpos(s || t, '.') = 0 AND octet_length(s || '.' || t) <= 63 THEN s || '.' || t
                    ELSE left(s, 8) || '.' || left(t, 8) || '.' || left(md5(s || chr(1) || t), 24) END
             FROM (VALUES (current_schema()::text, %s::text)) n (s, t))""";

    private static final String REMEMBER = """
            INSERT INTO sluice_undo (changeset, relation, key)
            SELECT :changeset, 'snapshot', c.name
            FROM unnest(%s) w (wanted) CROSS JOIN LATERAL (SELECT %s AS name) c
            WHERE to_regclass(format('migration_backup.%%I', c.name)) IS NULL
            ON CONFLICT DO NOTHING""";

    private static final String COPY = """
            SELECT set_config('sluice.changeset', :changeset, false);
            DO $sluice$
            DECLARE
                sluice_table text;
                sluice_copy text;
                sluice_inserts text[] := '{}';
                sluice_sources text[] := '{}';
                sluice_copies text[] := '{}';
                sluice_taken text[];
                sluice_kept text[];
                sluice_sum constant text := 'count(*) || '' rows, checksum '' || coalesce(sum(hashtextextended(r::text, 0)), 0)';
            BEGIN
                BEGIN
                    CREATE SCHEMA IF NOT EXISTS migration_backup;
                EXCEPTION WHEN unique_violation THEN
                    NULL; -- another tenant was quicker
                END;
                FOREACH sluice_table IN ARRAY %1$s LOOP
                    sluice_copy := %2$s;
                    IF to_regclass(format('migration_backup.%%I', sluice_copy)) IS NOT NULL THEN
                        CONTINUE WHEN EXISTS (
                            SELECT FROM sluice_undo WHERE changeset = current_setting('sluice.changeset')
                              AND relation = 'snapshot' AND key = sluice_copy);
                        RAISE EXCEPTION USING ERRCODE = '42P07', MESSAGE = format(
                            'There is a snapshot of %%s already: migration_backup.%%I. Drop it by DropSnapshot first.',
                            sluice_table, sluice_copy);
                    END IF;
                    EXECUTE format('CREATE TABLE migration_backup.%%I (LIKE %%I.%%I)',
                        sluice_copy, current_schema(), sluice_table);
                    sluice_inserts := sluice_inserts || format('i%%s AS (INSERT INTO migration_backup.%%I SELECT * FROM %%I.%%I)',
                        cardinality(sluice_inserts), sluice_copy, current_schema(), sluice_table);
                    sluice_sources := sluice_sources || format('(SELECT %%s FROM %%I.%%I r)',
                        sluice_sum, current_schema(), sluice_table);
                    sluice_copies := sluice_copies || format('(SELECT %%s FROM migration_backup.%%I r)', sluice_sum, sluice_copy);
                END LOOP;
                IF sluice_inserts = '{}' THEN
                    RETURN;
                END IF;
                -- one statement, so one snapshot of all tables, for the rows as for their figures
                EXECUTE format('WITH %%s SELECT ARRAY[%%s]',
                    array_to_string(sluice_inserts, ', '), array_to_string(sluice_sources, ', ')) INTO sluice_taken;
                EXECUTE format('SELECT ARRAY[%%s]', array_to_string(sluice_copies, ', ')) INTO sluice_kept;
                IF sluice_taken IS DISTINCT FROM sluice_kept THEN
                    RAISE EXCEPTION 'The copies are not equal to the tables, nothing was kept: %%, copied: %%',
                        sluice_taken, sluice_kept;
                END IF;
            END
            $sluice$""";

    private static final String DROP_REMEMBERED = """
            SELECT set_config('sluice.changeset', :changeset, false);
            DO $sluice$
            DECLARE
                sluice_copy text;
            BEGIN
                FOR sluice_copy IN SELECT key FROM sluice_undo
                    WHERE changeset = current_setting('sluice.changeset') AND relation = 'snapshot'
                LOOP
                    EXECUTE format('DROP TABLE IF EXISTS migration_backup.%I', sluice_copy);
                END LOOP;
            END
            $sluice$""";

    private static final String DROP = """
            DO $sluice$
            DECLARE
                sluice_table text;
            BEGIN
                FOREACH sluice_table IN ARRAY %s LOOP
                    EXECUTE format('DROP TABLE IF EXISTS migration_backup.%%I', %s);
                END LOOP;
            END
            $sluice$""";

    private static final String THERE = """
            (SELECT array_agg(w.name ORDER BY w.n) FROM unnest(%s) WITH ORDINALITY w (name, n)
             WHERE w.n <= %d OR to_regclass(format('%%I.%%I', current_schema(), w.name)) IS NOT NULL)""";

    /** Notes the copies that will be made: those that others made before are none of ours to drop. */
    public String remember() {
        return REMEMBER.formatted(there(), COPY_NAME.formatted("w.wanted"));
    }

    /** Takes the copies, all as of one moment, and compares each with its table; fails if one is not equal. */
    public String copy() {
        return COPY.formatted(there(), COPY_NAME.formatted("sluice_table"));
    }

    /** Drops the copies that this changeset noted. */
    public String dropRemembered() {
        return DROP_REMEMBERED;
    }

    /** Drops all copies of the tables, whoever made them. */
    public String drop() {
        return DROP.formatted(Literal.array(all()), COPY_NAME.formatted("sluice_table"));
    }

    private List<String> all() {
        return Stream.concat(tables.stream(), ifPresent.stream()).toList();
    }

    private String there() {
        return ifPresent.isEmpty() ? Literal.array(tables) : THERE.formatted(Literal.array(all()), tables.size());
    }
}
