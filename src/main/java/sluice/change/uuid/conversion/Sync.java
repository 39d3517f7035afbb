package sluice.change.uuid.conversion;

/**
 * The triggers that keep a twin in step with what the application writes. They come last in the order of names, so that
 * they see what other triggers made of the row; they fire for replicated rows, too, and run with their owner's rights,
 * because the application may not write to the ledger.
 */
public final class Sync {

    /** What the names of our triggers begin with. */
    static final String TRIGGERS = "~sluice\\_%";

    private static final String BODY = """
            CREATE OR REPLACE FUNCTION %1$I.%2$I() RETURNS trigger
            LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $body$
            BEGIN
                NEW.%4$I := <<value>>;<<remember>>
                RETURN NEW;
            END
            $body$""";

    // a text that uuid can't give back
    private static final String REMEMBER = """

                IF CAST(NEW.%3$I AS text) <> CAST(NEW.%4$I AS text) THEN
                    INSERT INTO %1$I.sluice_undo (changeset, relation, key, old)
                    VALUES ('ConvertTextToUuid', <<own texts>>, CAST(NEW.%4$I AS text), to_jsonb(CAST(NEW.%3$I AS text)))
                    ON CONFLICT DO NOTHING;
                END IF;""";

    private static final String MAKE = """
            EXECUTE format($make$<<body>>$make$,
                current_schema(), sync, <<source>>, <<target>>, 'texts of ' || one.name);
            EXECUTE format('DROP TRIGGER IF EXISTS %I ON %s', '~sluice_insert_' || one.col, CAST(one.relid AS regclass));
            EXECUTE format('DROP TRIGGER IF EXISTS %I ON %s', '~sluice_update_' || one.col, CAST(one.relid AS regclass));
            EXECUTE format('CREATE TRIGGER %I BEFORE INSERT ON %s FOR EACH ROW EXECUTE FUNCTION %I.%I()',
                '~sluice_insert_' || one.col, CAST(one.relid AS regclass), current_schema(), sync);
            -- the backfill fills empty twins by itself
            EXECUTE format('CREATE TRIGGER %1$I BEFORE UPDATE ON %2$s FOR EACH ROW'
                ' WHEN (OLD.%5$I IS DISTINCT FROM NEW.%5$I OR NEW.%6$I IS NULL'
                ' OR (OLD.%6$I IS NOT NULL AND OLD.%6$I IS DISTINCT FROM NEW.%6$I)) EXECUTE FUNCTION %3$I.%4$I()',
                '~sluice_update_' || one.col, CAST(one.relid AS regclass), current_schema(), sync, <<source>>, <<target>>);
            EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER %I, ENABLE ALWAYS TRIGGER %I',
                CAST(one.relid AS regclass), '~sluice_insert_' || one.col, '~sluice_update_' || one.col);""";

    /** The name of the function of the column {@code one}, as a declaration of a block. */
    static final String NAME =
            "'sluice_sync_' || CASE WHEN octet_length(one.name) > 51 THEN md5(one.name) ELSE one.name END";

    private Sync() {}

    /**
     * Statements that make the triggers of the column {@code one}; {@code sync} is the function's name.
     *
     * @param direction what becomes of the value
     * @param source the name of the column that is written to, as SQL
     * @param target the name of the column that is kept in step, as SQL
     */
    public static String make(Direction direction, String source, String target) {
        String body = BODY.replace("<<value>>", direction.of("NEW.%3$I"))
                .replace("<<remember>>", direction == Direction.TO_UUID ? REMEMBER.stripTrailing() : "")
                .replace("<<schema>>", "%1$I")
                .replace("<<own texts>>", "%5$L");
        return MAKE.replace("<<body>>", body.strip())
                .replace("<<source>>", source)
                .replace("<<target>>", target);
    }
}
