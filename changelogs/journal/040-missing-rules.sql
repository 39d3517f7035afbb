DO $rules$
-- Nothing is to be done where the old script has not been. Each rule that is added is remembered for the way back.
DECLARE
    missing record;
    broken boolean;
BEGIN
    PERFORM set_config('lock_timeout', '2s', true);
    FOR missing IN
        SELECT a.attrelid, a.attname, a.attnotnull, v.tab || '.' || v.col AS name,
            v.tab NOT IN ('users', 'opaque_sessions') AND NOT EXISTS (
                SELECT FROM pg_constraint k
                WHERE k.conrelid = a.attrelid AND k.contype = 'f' AND k.conkey = ARRAY[a.attnum]) AS unlinked
        FROM (VALUES ('users', 'id'), ('journal_entries', 'user_id'), ('tags', 'user_id'), ('reminders', 'user_id'),
            ('secret_tags', 'user_id'), ('opaque_sessions', 'user_id')) v (tab, col)
        JOIN pg_attribute a ON a.attrelid = to_regclass(quote_ident(current_schema()) || '.' || v.tab) AND a.attname = v.col
        WHERE a.atttypid = 'uuid'::regtype
    LOOP
        IF NOT missing.attnotnull THEN
            EXECUTE format('SELECT EXISTS (SELECT FROM %s WHERE %I IS NULL)', missing.attrelid::regclass, missing.attname)
            INTO broken;
            IF NOT broken THEN
                EXECUTE format('ALTER TABLE %s ALTER COLUMN %I SET NOT NULL', missing.attrelid::regclass, missing.attname);
                INSERT INTO sluice_undo (changeset, relation, key)
                VALUES ('journal::040-add-missing-rules::journal', 'not null', missing.name) ON CONFLICT DO NOTHING;
            END IF;
        END IF;
        IF missing.unlinked THEN
            EXECUTE format('SELECT EXISTS (SELECT FROM %s c WHERE c.%I IS NOT NULL AND NOT EXISTS (SELECT FROM users u WHERE u.id = c.%2$I))',
                missing.attrelid::regclass, missing.attname) INTO broken;
            IF NOT broken THEN
                EXECUTE format('ALTER TABLE %s ADD CONSTRAINT %I FOREIGN KEY (%I) REFERENCES users (id)',
                    missing.attrelid::regclass, replace(missing.name, '.', '_') || '_fkey', missing.attname);
                INSERT INTO sluice_undo (changeset, relation, key)
                VALUES ('journal::040-add-missing-rules::journal', 'foreign key', missing.name) ON CONFLICT DO NOTHING;
            END IF;
        END IF;
    END LOOP;
END
$rules$
