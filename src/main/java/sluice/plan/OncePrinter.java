package sluice.plan;

import java.util.ArrayList;
import java.util.List;
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
        } else {
            script.add(check((Check) step, changeset));
        }
        return script.stream().map(sql -> sql.strip().replaceFirst(";$", "")).toList();
    }

    private static String check(Check check, String changeset) {
        return CHECK.formatted(
                Markers.once(check.answer(), changeset), Literal.of(check.expect()), Literal.of(check.complaint()));
    }
}
