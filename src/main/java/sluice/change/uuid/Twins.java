package sluice.change.uuid;

import java.util.List;
import java.util.stream.Collectors;
import sluice.change.uuid.catalog.Indexes;
import sluice.change.uuid.conversion.Conversion;
import sluice.change.uuid.conversion.Direction;
import sluice.change.uuid.conversion.Sync;
import sluice.change.uuid.conversion.TextColumn;
import sluice.plan.Build;
import sluice.plan.Statement;
import sluice.plan.Step;

/**
 * The twin of a column: a second column of the other type beside it, kept in step, filled, and given all that the first
 * one has: checks, indexes, foreign keys. Nobody who uses the first column notices.
 */
public final class Twins {

    private static final String ADD = """
            CREATE OR REPLACE PROCEDURE <<word>>(sluice_column integer)
            LANGUAGE plpgsql AS $sluice$
            -- a column gets its twin, unless it is converted already or not there
            DECLARE
                one record;
            BEGIN
                SELECT * INTO one FROM <<columns>> x WHERE x.n = sluice_column;
                IF NOT FOUND THEN
                    RETURN;
                END IF;
                CALL pg_temp.sluice_lock(ARRAY[one.relid], 'ACCESS EXCLUSIVE');
            <<remember>>
                IF one.twinnum IS NULL THEN
                    EXECUTE format('ALTER TABLE %s ADD COLUMN %I %s', CAST(one.relid AS regclass), one.twin, <<type>>);
                END IF;
            END
            $sluice$""";

    private static final String FOLLOW = """
            CREATE OR REPLACE PROCEDURE <<word>>(sluice_column integer)
            LANGUAGE plpgsql AS $sluice$
            -- from now on a twin follows each write
            DECLARE
                one record;
                sync text;
            BEGIN
                SELECT * INTO one FROM <<columns>> x WHERE x.n = sluice_column AND x.twinnum IS NOT NULL;
                IF NOT FOUND THEN
                    RETURN;
                END IF;
                sync := <<sync>>;
                CALL pg_temp.sluice_lock(ARRAY[one.relid], 'ACCESS EXCLUSIVE');
                IF NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = one.relid AND k.conname = left('sluice_kept_' || one.col, 63)) THEN
                    -- not validated: nothing is read yet
                    EXECUTE format(CASE WHEN one.attnotnull THEN 'ALTER TABLE %1$s ADD CONSTRAINT %2$I CHECK (%4$I IS NOT NULL) NOT VALID'
                        ELSE 'ALTER TABLE %1$s ADD CONSTRAINT %2$I CHECK ((%3$I IS NULL) = (%4$I IS NULL)) NOT VALID' END,
                        CAST(one.relid AS regclass), left('sluice_kept_' || one.col, 63), one.col, one.twin);
                END IF;
            <<make>>
            END
            $sluice$""";

    /** What the catalog will not tell any more once the column {@code one} is converted. */
    static final String REMEMBER = """
                INSERT INTO sluice_undo (changeset, relation, key, old)
                SELECT 'ConvertTextToUuid', 'columns', one.name, jsonb_build_object('type', format_type(a.atttypid, a.atttypmod)
                        || CASE WHEN a.attcollation = y.typcollation THEN ''
                            ELSE (SELECT format(' COLLATE %I.%I', o.collnamespace::regnamespace::text, o.collname)
                                  FROM pg_collation o WHERE o.oid = a.attcollation) END,
                    'default', pg_get_expr(d.adbin, d.adrelid), 'adopted', one.twinnum IS NOT NULL,
                    'storage', a.attstorage, 'compression', to_jsonb(a) ->> 'attcompression')
                FROM pg_attribute a
                JOIN pg_type y ON y.oid = a.atttypid
                LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
                WHERE a.attrelid = one.relid AND a.attnum = one.attnum
                ON CONFLICT DO NOTHING;""";

    static final String LINK = """
            CREATE OR REPLACE PROCEDURE <<word>>(sluice_column integer)
            LANGUAGE plpgsql AS $sluice$
            -- the foreign key of a column gets its twin; not validated yet, so that the lock is short
            DECLARE
                link record;
            BEGIN
                FOR link IN SELECT * FROM <<links>> l WHERE l.n = sluice_column AND NOT l.linked LOOP
                    CALL pg_temp.sluice_lock(ARRAY[link.conrelid, link.confrelid], 'SHARE ROW EXCLUSIVE');
                    EXECUTE link.statement;
                END LOOP;
            END
            $sluice$""";

    private static final String VALIDATE = """
            DO $sluice$
            -- long: every row is held to the new checks and foreign keys; nobody waits for this
            DECLARE
                statement text;
            BEGIN
                FOR statement IN
                    SELECT format('ALTER TABLE %s VALIDATE CONSTRAINT %I', CAST(k.conrelid AS regclass), k.conname)
                    FROM pg_constraint k
                    JOIN <<columns>> c ON c.relid = k.conrelid
                    WHERE NOT k.convalidated AND (k.conname = left('sluice_kept_' || c.col, 63)
                        OR starts_with(k.conname, 'sluice_fk_') AND k.conkey = ARRAY[c.twinnum] AND NOT EXISTS (
                            SELECT FROM pg_constraint o
                            WHERE 'sluice_fk_' || o.oid = k.conname AND NOT o.convalidated))
                    ORDER BY k.contype, k.conname
                LOOP
                    EXECUTE statement;
                END LOOP;
            END
            $sluice$""";

    private static final String KEEP_TEXTS = """
            DO $sluice$
            -- long: texts that their uuid can't give back; a column with a foreign key holds the same texts as the key
            DECLARE
                one record;
            BEGIN
                FOR one IN SELECT * FROM <<columns>> x WHERE x.twinnum IS NOT NULL AND x.n IN (%s) AND NOT EXISTS (
                    SELECT FROM pg_constraint k
                    WHERE k.conrelid = x.relid AND k.contype = 'f' AND k.conkey = ARRAY[x.attnum])
                LOOP
                    EXECUTE format('INSERT INTO sluice_undo (changeset, relation, key, old)'
                        ' SELECT %%L, %%L, CAST(%%3$I AS text), to_jsonb(CAST(%%4$I AS text)) FROM %%5$s'
                        ' WHERE CAST(%%4$I AS text) <> CAST(%%3$I AS text) ON CONFLICT DO NOTHING',
                        'ConvertTextToUuid', 'texts of ' || one.name, one.twin, one.col, CAST(one.relid AS regclass));
                END LOOP;
            END
            $sluice$""";

    private static final String DROP = """
            CREATE OR REPLACE PROCEDURE <<word>>(sluice_column integer)
            LANGUAGE plpgsql AS $sluice$
            -- a twin goes, and all that was made for it; nothing else hangs on it, or this fails
            DECLARE
                one record;
                statement text;
                tables regclass[];
            BEGIN
                SELECT * INTO one FROM <<columns>> x WHERE x.n = sluice_column;
                IF NOT FOUND THEN
                    RETURN;
                END IF;
                SELECT array_agg(DISTINCT t.oid) INTO tables FROM (
                    SELECT one.relid AS oid
                    UNION ALL SELECT k.confrelid FROM pg_constraint k
                    WHERE k.conrelid = one.relid AND starts_with(k.conname, 'sluice_fk_') AND k.conkey = ARRAY[one.twinnum]) t;
                CALL pg_temp.sluice_lock(tables, 'ACCESS EXCLUSIVE');
                FOR statement IN
                    SELECT format('DROP TRIGGER %I ON %s', g.tgname, CAST(one.relid AS regclass))
                    FROM pg_trigger g
                    WHERE g.tgrelid = one.relid AND g.tgname IN ('~sluice_insert_' || one.col, '~sluice_update_' || one.col)
                    UNION ALL
                    SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', CAST(one.relid AS regclass), k.conname)
                    FROM pg_constraint k
                    WHERE k.conrelid = one.relid AND (k.conname = left('sluice_kept_' || one.col, 63)
                        OR starts_with(k.conname, 'sluice_fk_') AND k.conkey = ARRAY[one.twinnum])
                    UNION ALL
                    SELECT format('DROP INDEX %s', CAST(i.indexrelid AS regclass))
                    FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid
                    WHERE i.indrelid = one.relid AND starts_with(x.relname, 'sluice_ix_')
                        AND one.twinnum = ANY (CAST(i.indkey AS smallint[]))
                LOOP
                    EXECUTE statement;
                END LOOP;
                EXECUTE format('DROP FUNCTION IF EXISTS %I.%I()', current_schema(), <<sync>>);
                IF one.twinnum IS NOT NULL AND <<own>> THEN
                    EXECUTE format('ALTER TABLE %s DROP COLUMN %I', CAST(one.relid AS regclass), one.twin);
                END IF;
            <<forget>>
            END
            $sluice$""";

    private static final String FORGET = """
                DELETE FROM sluice_undo WHERE changeset = 'ConvertTextToUuid'
                    AND (relation = 'columns' AND key = one.name OR relation = 'texts of ' || one.name);""";

    private final Conversion conversion;

    /** The twins of the columns of a conversion. */
    public Twins(Conversion conversion) {
        this.conversion = conversion;
    }

    /** The word for {@link #add}. */
    String adding() {
        boolean there = conversion.direction() == Direction.TO_UUID;
        return ADD.replace("<<remember>>", there ? REMEMBER.stripTrailing() : "")
                .replace("<<type>>", there ? "'uuid'" : "one.kept ->> 'type'");
    }

    /** The word for {@link #follow}. */
    String following() {
        return FOLLOW.replace(
                "<<make>>",
                Sync.make(conversion.direction(), "one.col", "one.twin")
                        .indent(4)
                        .stripTrailing());
    }

    /** The word for {@link #drop}; on the way to uuid the column was left as it was, and nothing need be remembered. */
    String dropping() {
        boolean back = conversion.direction() == Direction.TO_UUID;
        return DROP.replace("<<forget>>", back ? FORGET.stripTrailing() : "")
                .replace("<<own>>", back ? "NOT coalesce(CAST(one.kept ->> 'adopted' AS boolean), true)" : "true");
    }

    /** Adds an empty twin. */
    public Step add(TextColumn column) {
        return conversion.call("add", column, column.name() + " gets its twin");
    }

    /** Lets a twin follow each write from now on. */
    public Step follow(TextColumn column) {
        return conversion.call("follow", column, "the twin of " + column.name() + " follows each write");
    }

    /** Remembers the texts of these columns that are not in the canonical form; the way back remembers nothing. */
    public List<Step> keepTexts(List<TextColumn> columns) {
        String numbers =
                columns.stream().map(one -> String.valueOf(one.number())).collect(Collectors.joining(", "));
        return conversion.direction() == Direction.TO_TEXT
                ? List.of()
                : List.of(conversion.block(KEEP_TEXTS.formatted(numbers)));
    }

    /** Builds what is missing of the twins' indexes. */
    public Step index() {
        return new Build(conversion.fill(Indexes.MISSING).strip());
    }

    /** Gives a twin its foreign key. */
    public Step link(TextColumn column) {
        return conversion.call("link", column, "the twin of " + column.name() + " gets its foreign key");
    }

    /** Has the server read all rows once, so that the swap need not. */
    public Statement validate() {
        return conversion.block(VALIDATE);
    }

    /** Takes twins away in one transaction: after a rewrite there are none, and this is all that it takes to find that out. */
    public Step drop(List<TextColumn> columns) {
        String calls = columns.stream()
                .map(one -> "    CALL %s(%d);".formatted(conversion.word("drop"), one.number()))
                .collect(Collectors.joining("\n"));
        return conversion.block("""
                DO $sluice$
                -- the twins go, if a conversion of another strategy left any
                BEGIN
                %s
                END
                $sluice$""".formatted(calls));
    }

    /** Takes a twin away. */
    public Step drop(TextColumn column) {
        return conversion.call("drop", column, "the twin of " + column.name() + " goes");
    }
}
