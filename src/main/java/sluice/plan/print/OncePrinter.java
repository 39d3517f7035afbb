package sluice.plan.print;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import sluice.plan.Build;
import sluice.plan.Check;
import sluice.plan.Derive;
import sluice.plan.Outside;
import sluice.plan.Statement;
import sluice.plan.Step;
import sluice.plan.sql.Markers;
import sluice.sql.Literal;

/** Writes the steps that have no ranges as SQL: what ends as the run does, and fails as it does. */
final class OncePrinter {

    private static final String CHECK = """
            DO $sluice$
            DECLARE
                sluice_answer text := %s;
            BEGIN
                IF sluice_answer IS DISTINCT FROM %s THEN
                    RAISE EXCEPTION USING MESSAGE = %s || sluice_answer || '.';
                END IF;
            END
            $sluice$""";

    private static final String LEFT = """
            DO $sluice$
            DECLARE
                sluice_left bigint := (SELECT count(*) FROM %s);
            BEGIN
                IF sluice_left > 0 THEN
                    RAISE WARNING '%% rows are left: only sluice update computes %%', sluice_left, %s;
                END IF;
            END
            $sluice$""";

    private OncePrinter() {}

    /**
     * The statements of a step, without closing semicolons.
     *
     * @param changeset what the marker {@code :changeset} means, as a literal
     */
    static List<String> print(Step step, String changeset) {
        List<String> script = new ArrayList<>();
        if (step instanceof Statement statement) {
            script.add(Markers.once(statement.sql(), changeset));
        } else if (step instanceof Outside outside) {
            script.add("-- " + outside.noun() + ": outside a transaction block only (not psql -1).\n"
                    + Markers.once(outside.prepare(), changeset).strip());
            script.add(outside.sweep());
            outside.build().ifPresent(script::add);
            script.add(check(outside.proof(), changeset));
        } else if (step instanceof Build build) {
            // the closing comment takes the semicolon that whoever writes the script puts behind each statement
            script.add("-- Each row of this query is a statement, which psql runs by itself.\n"
                    + Markers.once(build.query(), changeset).strip() + "\n\\gexec\n-- built");
        } else if (step instanceof Derive derive) {
            script.add(warning(derive));
        } else {
            script.add(check((Check) step, changeset));
        }
        return script.stream().map(sql -> sql.strip().replaceFirst(";$", "")).toList();
    }

    /** Said in comments, and by the server where it matters. */
    private static String warning(Derive derive) {
        String rows = derive.walk().matching();
        String read = derive.read().strip().replaceAll("(?m)^", "--   ");
        String written = derive.statements().stream()
                .map(statement -> statement.sql().strip().replaceAll("(?m)^", "--   "))
                .collect(Collectors.joining("\n--   and\n"));
        return "-- No SQL computes " + derive.told() + "; sluice update does. It reads, for each batch:\n" + read
                + "\n-- and writes, for each row that has a value:\n" + written + "\n"
                + LEFT.formatted(rows, Literal.of(derive.told()));
    }

    private static String check(Check check, String changeset) {
        return CHECK.formatted(
                Markers.once(check.answer(), changeset), Literal.of(check.expect()), Literal.of(check.complaint()));
    }
}
