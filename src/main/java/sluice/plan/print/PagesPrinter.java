package sluice.plan.print;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import sluice.batch.Key;
import sluice.batch.Pace;
import sluice.batch.run.Transaction;
import sluice.batch.walk.Pages;
import sluice.plan.Backfill;
import sluice.plan.Plan;
import sluice.plan.Step;
import sluice.plan.sql.BatchStatement;
import sluice.plan.sql.Markers;
import sluice.sql.Literal;
import sluice.sql.Template;

/**
 * Writes walks by page as SQL: the loop is the same for every table, so a script defines it once, as a procedure of the
 * session, and calls it for each walk.
 */
final class PagesPrinter {

    private static final String PROCEDURE = """
            CREATE OR REPLACE PROCEDURE %s(
                sluice_operation text, sluice_step integer, sluice_table text, sluice_needs text, sluice_work text)
            LANGUAGE plpgsql AS $sluice$
            -- %s rows at a time, page by page, each batch committed
            DECLARE
                sluice_relation regclass;
                sluice_wanted boolean := true;
                sluice_rows bigint;
            %s
            BEGIN
                IF sluice_needs <> '' THEN
                    EXECUTE sluice_needs INTO sluice_wanted;
                END IF;
                INSERT INTO sluice_checkpoint (changeset, step) VALUES (sluice_operation, sluice_step) ON CONFLICT DO NOTHING;
                IF sluice_wanted THEN
                    sluice_relation := quote_ident(current_schema()) || '.' || quote_ident(sluice_table);
                    -- what is appended from now on is left to those who append it, or the loop might never end
            %s;
                END IF;
                WHILE sluice_wanted LOOP
                    PERFORM %s;
                    SELECT %s INTO %s
                    FROM sluice_checkpoint WHERE changeset = sluice_operation AND step = sluice_step;
            %s;
                    EXIT WHEN sluice_rows IS NULL;
                    PERFORM %s;
                    EXECUTE sluice_work USING %s;
                    GET DIAGNOSTICS sluice_rows = ROW_COUNT;
                    UPDATE sluice_checkpoint
                    SET last_key = ARRAY[%s], rows = rows + sluice_rows, batches = batches + 1, updated_at = now()
                    WHERE changeset = sluice_operation AND step = sluice_step;
                    COMMIT;
                END LOOP;
                UPDATE sluice_checkpoint SET status = 'done', finished_at = now()
                WHERE changeset = sluice_operation AND step = sluice_step;
            END
            $sluice$""";
    private static final String CALL = """
            -- %s, page by page, each batch committed. Runs outside a transaction block only (not psql -1).
            CALL %s(%s, %d, %s,%s,
                $sluice$%s$sluice$)""";

    private final String operation;
    private final String changeset;
    private final Pace pace;

    /** Operation and changeset as literals. */
    PagesPrinter(String operation, String changeset, Pace pace) {
        this.operation = operation;
        this.changeset = changeset;
        this.pace = pace;
    }

    /** Whether a step is such a walk, with one statement. */
    static boolean prints(Step step) {
        return step instanceof Backfill backfill
                && Pages.walks(backfill.walk().key())
                && backfill.statements().size() == 1
                && backfill.statements().get(0).role() == BatchStatement.Role.CHANGES;
    }

    /** The procedures that a plan's walks need. */
    List<String> procedures(Plan plan) {
        return plan.steps().stream()
                .filter(PagesPrinter::prints)
                .map(step -> ((Backfill) step).walk().key())
                .distinct()
                .map(this::procedure)
                .toList();
    }

    /** The call for a walk. */
    String call(Backfill backfill, int step) {
        Key key = backfill.walk().key();
        BatchStatement statement = backfill.statements().get(0);
        boolean inTurns = Pages.inTurns(key);
        List<String> from = inTurns ? List.of("$1", "$2", "$3") : List.of("$1");
        String work = Template.of(statement.sql())
                .render(marker -> Markers.text(marker, changeset, key, from, List.of("$2")));
        String needs = backfill.needs().replaceAll("\\s+", " ").strip();
        return CALL.formatted(
                statement.noun().orElse(backfill.walk().table()),
                name(key),
                operation,
                step,
                Literal.of(backfill.walk().table()),
                needs.isEmpty() ? " ''" : "\n    $sluice$" + needs + "$sluice$",
                work.strip());
    }

    private String procedure(Key key) {
        List<String> last = variables(key, "last");
        List<String> position = key.each(i -> "coalesce(" + last.get(i) + ", " + Pages.START.get(i) + ")");
        List<String> found = new ArrayList<>(variables(key, "from"));
        found.addAll(variables(key, "to"));
        found.add("sluice_rows");
        String next =
                Pages.next(key, "sluice_relation", position, variables(key, "until"), String.valueOf(pace.size()), "");
        String end = Pages.end(key, "sluice_relation", List.of(), "");
        List<String> used = Pages.inTurns(key)
                ? variables(key, "from")
                : List.of(variables(key, "from").get(0), variables(key, "to").get(0));
        return PROCEDURE.formatted(
                name(key),
                pace.size(),
                List.of("until", "last", "from", "to").stream()
                        .map(role -> "    " + String.join(" bigint; ", variables(key, role)) + " bigint;")
                        .collect(Collectors.joining("\n")),
                into(end, end.indexOf("\nFROM ("), variables(key, "until")),
                Transaction.settings(pace),
                String.join(", ", key.each(i -> "last_key[" + (i + 1) + "]")),
                String.join(", ", last),
                into(next, next.lastIndexOf("\nFROM (SELECT"), found),
                Transaction.PLANNER_AGAIN,
                String.join(", ", used),
                variables(key, "to").stream().map(part -> part + "::text").collect(Collectors.joining(", ")));
    }

    private static String into(String query, int at, List<String> targets) {
        String text = query.substring(0, at) + "\nINTO " + String.join(", ", targets) + query.substring(at);
        return text.replaceAll("(?m)^(?=.)", " ".repeat(8));
    }

    private static String name(Key key) {
        return "pg_temp.sluice_walk_pages" + (Pages.inTurns(key) ? "_in_turns" : "");
    }

    private static List<String> variables(Key key, String role) {
        return key.each(i -> "sluice_" + role + "_" + (i + 1));
    }
}
