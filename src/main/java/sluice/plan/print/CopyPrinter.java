package sluice.plan.print;

import java.util.ArrayList;
import java.util.List;
import sluice.batch.copy.CopyOrder;
import sluice.batch.copy.CopyPart;
import sluice.sql.Literal;

/** Writes a copy between servers, which SQL can't express: its queries as comments, and a guard in place of the copy. */
final class CopyPrinter {

    private static final String GUARD = """
            %s
            DO $sluice$
            BEGIN
                IF NOT EXISTS (
                    SELECT FROM sluice_checkpoint WHERE changeset = %s AND step = %d AND status = 'done') THEN
                    RAISE EXCEPTION USING MESSAGE = %s;
                END IF;
            END
            $sluice$""";

    private CopyPrinter() {}

    /** One statement with leading comments; it fails unless the copy has been made, so that nobody records it for nothing. */
    static String print(CopyOrder order, String operation, int step) {
        String refusal = "No script can copy from another server. Let sluice update run up to here, then the rest of"
                + " this script.";
        return GUARD.formatted(comments(order), operation, step, Literal.of(refusal));
    }

    private static String comments(CopyOrder order) {
        List<String> lines = new ArrayList<>();
        lines.add("Copies from the source " + order.source()
                + " by COPY on both sides, a batch of keys per transaction.");
        if (!order.refuses().isEmpty()) {
            lines.add("Before anything is copied, these are set aside there (key, kind, reason):");
            order.refuses().strip().lines().map("    "::concat).forEach(lines::add);
        }
        lines.add("What is there, and in which version; compared with " + order.memory() + ":");
        order.versions().strip().lines().map("    "::concat).forEach(lines::add);
        for (CopyPart part : order.parts()) {
            lines.add("Into " + part.table() + ", by " + part.key() + ":");
            part.query().strip().lines().map("    "::concat).forEach(lines::add);
        }
        if (!order.optional().isEmpty()) {
            lines.add("Left out where the table does not have it: " + String.join(", ", order.optional()) + ".");
        }
        lines.add("Rows that break a constraint of their table go to sluice_reject with the reason; an equal row is not"
                + " touched.");
        lines.add(
                order.dropGone()
                        ? "A copied row that is no longer at the source is deleted here."
                        : "A copied row that is no longer at the source stays.");
        return "-- " + String.join("\n-- ", lines);
    }
}
