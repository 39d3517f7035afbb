package sluice.plan.print;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import sluice.batch.Key;
import sluice.batch.Pace;
import sluice.batch.run.Transaction;
import sluice.batch.walk.Pages;
import sluice.plan.Backfill;
import sluice.plan.Copy;
import sluice.plan.Plan;
import sluice.plan.Step;
import sluice.plan.sql.BatchStatement;
import sluice.plan.sql.Markers;
import sluice.sql.Identifier;
import sluice.sql.Literal;
import sluice.sql.Template;

/**
 * The reader that writes a plan as SQL: a script for {@code psql -f} that ends in the same data as the run, and that
 * may be killed and run again. It reads no table.
 */
public final class PlanPrinter {

    private static final String LOOP = """
            DO $sluice$
            DECLARE
            %s
                sluice_rows bigint;
                sluice_count bigint;
                sluice_changed bigint;
            BEGIN
            %s    INSERT INTO sluice_checkpoint (changeset, step) VALUES (%s, %d) ON CONFLICT DO NOTHING;
                -- rows that are appended from now on are left to those who append them, or the loop might never end
                %s;
                LOOP
                    PERFORM %s;
                    SELECT %s INTO %s FROM sluice_checkpoint WHERE changeset = %3$s AND step = %4$d;
            %s
                    EXIT WHEN sluice_rows IS NULL;
                    sluice_changed := 0;
                    PERFORM %s;
            %s
                    UPDATE sluice_checkpoint
                    SET last_key = ARRAY[%s], rows = rows + sluice_changed, batches = batches + 1, updated_at = now()
                    WHERE changeset = %3$s AND step = %4$d;
                    COMMIT;
                END LOOP;
                UPDATE sluice_checkpoint SET status = 'done', finished_at = now()
                WHERE changeset = %3$s AND step = %4$d;
            END
            $sluice$""";

    private static final String COUNT = """

            GET DIAGNOSTICS sluice_count = ROW_COUNT;
            sluice_changed := sluice_changed + sluice_count;""";

    private final String operation;
    private final LedgerPrinter ledger;
    private final String changeset;
    private final Pace pace;

    /**
     * A printer for one changeset.
     *
     * @param operation under which name the checkpoints are kept
     * @param changeset what the marker {@code :changeset} means
     * @param pace whose first batch size and limits are written into the script
     */
    public PlanPrinter(String operation, String changeset, Pace pace) {
        this.operation = Literal.of(operation);
        this.ledger = new LedgerPrinter(operation);
        this.changeset = Literal.of(changeset);
        this.pace = pace;
    }

    /** The SQL of each step and what the ledger keeps of it, with leading comments; without closing semicolons. */
    public List<String> print(Plan plan) {
        PagesPrinter pages = new PagesPrinter(operation, changeset, pace);
        List<String> script = new ArrayList<>(plan.words());
        script.addAll(pages.procedures(plan));
        script.add(ledger.started());
        for (int i = 0; i < plan.steps().size(); i++) {
            Step step = plan.steps().get(i);
            if (PagesPrinter.prints(step)) {
                script.add(pages.call((Backfill) step, i + 1));
            } else if (step instanceof Backfill backfill) {
                script.add(loop(rendered(backfill), i + 1));
            } else if (step instanceof Copy copy) {
                script.add(CopyPrinter.print(copy.order(), operation, i + 1));
            } else {
                script.addAll(OncePrinter.print(step, changeset));
                script.add(ledger.done(i + 1));
            }
        }
        script.add(ledger.ended());
        return script;
    }

    private Backfill rendered(Backfill backfill) {
        return backfill.where(Markers.once(backfill.walk().where(), changeset));
    }

    private String loop(Backfill backfill, int step) {
        Key key = backfill.walk().key();
        String table = Identifier.of(backfill.walk().table());
        List<String> last = variables(key, "last");
        String declared = key.each(i -> declaration(table, key, i)).stream().collect(Collectors.joining("\n"));
        String position = String.join(", ", key.each(i -> "last_key[" + (i + 1) + "]"));
        return comment(backfill)
                + LOOP.formatted(
                        declared,
                        guard(backfill, step),
                        operation,
                        step,
                        indent(until(backfill), 4).strip(),
                        Transaction.settings(pace),
                        position,
                        String.join(", ", last),
                        indent(next(backfill, last), 8),
                        Transaction.PLANNER_AGAIN,
                        backfill.statements().stream()
                                .map(statement -> statement(statement, key))
                                .collect(Collectors.joining("\n")),
                        String.join(", ", key.each(i -> variables(key, "to").get(i) + "::text")));
    }

    /** The next range; at the start nothing is behind the last key yet, and two queries keep both on the index. */
    private String next(Backfill backfill, List<String> last) {
        String size = String.valueOf(pace.size());
        List<String> until = variables(backfill.walk().key(), "until");
        return """
                sluice_rows := NULL;
                IF %s IS NULL THEN
                %s;
                ELSE
                %s;
                END IF;""".formatted(
                        last.get(0),
                        indent(into(backfill, backfill.walk().next(List.of(), until, size, "")), 4),
                        indent(into(backfill, backfill.walk().next(last, until, size, "")), 4));
    }

    private static String until(Backfill backfill) {
        String query = backfill.walk().end(List.of(), "");
        int from = query.indexOf("\nFROM (");
        return query.substring(0, from) + "\nINTO "
                + String.join(", ", variables(backfill.walk().key(), "until")) + query.substring(from);
    }

    private static String into(Backfill backfill, String query) {
        Key key = backfill.walk().key();
        List<String> targets = new ArrayList<>(variables(key, "from"));
        targets.addAll(variables(key, "to"));
        targets.add("sluice_rows");
        int from = query.lastIndexOf("\nFROM (SELECT");
        return query.substring(0, from) + "\nINTO " + String.join(", ", targets) + query.substring(from);
    }

    private String statement(BatchStatement statement, Key key) {
        String sql = Template.of(statement.sql())
                .render(marker -> Markers.text(marker, changeset, key, variables(key, "from"), variables(key, "to")));
        String noun = statement.noun().map(words -> "-- " + words + "\n").orElse("");
        return statement.role() == BatchStatement.Role.REPORTS
                ? noun + sql.strip().replaceAll("(?m)^", "-- reported: ")
                : noun + sql.strip() + ";" + (statement.role() == BatchStatement.Role.CHANGES ? COUNT : "");
    }

    private String comment(Backfill backfill) {
        return "-- %s rows at a time of %s, each batch committed. Runs outside a transaction block only (not psql -1).\n"
                .formatted(pace.size(), backfill.walk().told());
    }

    private String guard(Backfill backfill, int step) {
        return backfill.needs().isEmpty()
                ? ""
                : indent(
                        "IF (%s) IS NOT TRUE THEN\n%s;\n    RETURN;\nEND IF;\n"
                                .formatted(backfill.needs().strip(), indent(ledger.done(step), 4)),
                        4);
    }

    private static String declaration(String table, Key key, int index) {
        String type = Pages.walks(key)
                ? "bigint;"
                : table + "." + Identifier.of(key.columns().get(index)) + "%TYPE;";
        return List.of("until", "last", "from", "to").stream()
                .map(role -> "    " + variables(key, role).get(index) + " " + type)
                .collect(Collectors.joining("\n"));
    }

    private static List<String> variables(Key key, String role) {
        return key.each(i -> "sluice_" + role + "_" + (i + 1));
    }

    private static String indent(String text, int spaces) {
        return text.replaceAll("(?m)^(?=.)", " ".repeat(spaces));
    }
}
