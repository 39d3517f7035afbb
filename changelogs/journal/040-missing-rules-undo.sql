DO $rules$
DECLARE
    added record;
BEGIN
    PERFORM set_config('lock_timeout', '2s', true);
    FOR added IN
        SELECT relation, to_regclass(quote_ident(current_schema()) || '.' || split_part(key, '.', 1)) AS tab,
            split_part(key, '.', 2) AS col, replace(key, '.', '_') || '_fkey' AS link
        FROM sluice_undo WHERE changeset = 'journal::040-add-missing-rules::journal'
    LOOP
        EXECUTE format(CASE added.relation WHEN 'not null' THEN 'ALTER TABLE %1$s ALTER COLUMN %2$I DROP NOT NULL'
            ELSE 'ALTER TABLE %1$s DROP CONSTRAINT IF EXISTS %3$I' END, added.tab, added.col, added.link);
    END LOOP;
    DELETE FROM sluice_undo WHERE changeset = 'journal::040-add-missing-rules::journal';
END
$rules$
