package sluice.change.uuid;

import java.util.ArrayList;
import java.util.List;
import sluice.change.uuid.catalog.Dependants;
import sluice.change.uuid.catalog.Indexes;
import sluice.change.uuid.catalog.Links;
import sluice.change.uuid.conversion.Conversion;
import sluice.change.uuid.conversion.Direction;
import sluice.plan.Backfill;
import sluice.plan.Build;
import sluice.plan.Plan;
import sluice.plan.Statement;
import sluice.plan.Step;

/** What the steps of conversions share, defined once for the session: a plan has the words that it uses. */
public final class Words {

    // twin: the column that will take the place; former: what the column is called then; kept: what is remembered of it
    private static final String COLUMNS = """
            CREATE OR REPLACE FUNCTION %1$s() RETURNS TABLE (n integer, is_key boolean, name text, relid oid, col text,
                attnum smallint, attnotnull boolean, twin text, twinnum smallint, former text, kept jsonb)
            LANGUAGE sql STABLE AS $sluice$
                -- the columns that are still to be converted
                SELECT v.n, v.is_key, v.tab || '.' || v.col, t.oid, v.col, a.attnum, a.attnotnull, v.col || '%2$s', s.attnum,
                    v.col || '%3$s', k.old
                FROM (VALUES <<rows>>) v (n, is_key, tab, col, optional)
                JOIN pg_class t ON t.relname = v.tab AND t.relnamespace = CAST(quote_ident(current_schema()) AS regnamespace)
                JOIN pg_attribute a ON a.attrelid = t.oid AND a.attname = v.col AND NOT a.attisdropped
                LEFT JOIN pg_attribute s ON s.attrelid = t.oid AND s.attname = v.col || '%2$s' AND NOT s.attisdropped
                LEFT JOIN sluice_undo k ON k.changeset = 'ConvertTextToUuid' AND k.relation = 'columns'
                    AND k.key = v.tab || '.' || v.col
                WHERE %4$s
            $sluice$""";

    // The first lock is waited for with empty hands. Once we hold one, others wait for us, and some of them may hold
    // what we want next: a short limit ends that before they would be told of a deadlock.
    private static final String LOCK = """
            CREATE OR REPLACE PROCEDURE pg_temp.sluice_lock(sluice_tables regclass[], sluice_mode text)
            LANGUAGE plpgsql AS $sluice$
            -- locks all or none, so that nobody waits for us longer than the lock timeout
            DECLARE
                sluice_limit integer := coalesce(nullif((SELECT CAST(setting AS integer) FROM pg_settings
                    WHERE name = 'lock_timeout'), 0), 2000);
            BEGIN
                -- Vacuum and the like go first, and nobody else waits meanwhile. An automatic one gives way, but only after
                -- the deadlock timeout; none begins while we hold this.
                PERFORM set_config('lock_timeout', greatest(5 * least(sluice_limit, 100000), 10000) || 'ms', true);
                FOR i IN 1 .. cardinality(sluice_tables) LOOP
                    EXECUTE format('LOCK TABLE %s IN SHARE UPDATE EXCLUSIVE MODE', sluice_tables[i]);
                END LOOP;
                FOR sluice_try IN 1..80 LOOP
                    BEGIN
                        FOR i IN 1 .. cardinality(sluice_tables) LOOP
                            PERFORM set_config('lock_timeout', greatest(1, sluice_limit
                                / (CASE WHEN i = 1 THEN 2 ELSE 2 * cardinality(sluice_tables) END)) || 'ms', true);
                            EXECUTE format('LOCK TABLE %s IN %s MODE', sluice_tables[i], sluice_mode);
                        END LOOP;
                        EXIT;
                    EXCEPTION WHEN lock_not_available OR deadlock_detected THEN
                        IF sluice_try = 80 THEN
                            RAISE;
                        END IF;
                    END;
                    PERFORM pg_sleep(0.02 + random() * least(sluice_try, 20) * 0.03);
                END LOOP;
            END
            $sluice$""";

    private record Word(String name, String definition) {}

    private Words() {}

    /** A plan of these steps with the words that they use, in the order in which these need one another. */
    public static Plan with(List<Step> steps, Conversion... conversions) {
        List<Word> known = new ArrayList<>();
        for (Conversion conversion : conversions) {
            known.addAll(known(conversion));
        }
        List<String> texts = new ArrayList<>(steps.stream().map(Words::text).toList());
        List<String> used = new ArrayList<>();
        for (int i = known.size() - 1; i >= 0; i--) {
            Word word = known.get(i);
            if (!used.contains(word.definition())
                    && texts.stream().anyMatch(text -> text.contains(word.name() + "("))) {
                texts.add(word.definition());
                used.add(0, word.definition());
            }
        }
        return new Plan(used, steps);
    }

    private static List<Word> known(Conversion conversion) {
        Direction direction = conversion.direction();
        String columns = COLUMNS.formatted(
                conversion.word("columns"), direction.suffix(), direction.former(), direction.pending());
        Twins twins = new Twins(conversion);
        return List.of(
                new Word("pg_temp.sluice_lock", LOCK),
                word(conversion, "columns", columns),
                word(conversion, "links", Links.LINKS),
                word(conversion, "indexes", Indexes.HELD),
                word(conversion, "dependants", Dependants.NOT_CARRIED),
                word(conversion, "examine", Examination.WORD),
                word(conversion, "add", twins.adding()),
                word(conversion, "follow", twins.following()),
                word(conversion, "link", Twins.LINK),
                word(conversion, "drop", twins.dropping()));
    }

    private static Word word(Conversion conversion, String name, String template) {
        String called = conversion.word(name);
        return new Word(
                called, conversion.fill(template.replace("<<word>>", called)).strip());
    }

    private static String text(Step step) {
        if (step instanceof Backfill backfill) {
            return backfill.needs() + backfill.statements();
        }
        return step instanceof Build build ? build.query() : ((Statement) step).sql();
    }
}
