package sluice.plan.print;

import sluice.plan.sql.Interrupted;
import sluice.sql.Literal;

/**
 * Writes what the runner notes of its own work, so that a script leaves the same rows in the ledger as a run; only the rows
 * that a statement outside a walk has changed are not counted.
 */
final class LedgerPrinter {

    private static final String STARTED = """
            INSERT INTO migration_log (operation, status, started_at)
            VALUES (left(%s, 100), 'running', clock_timestamp())""";
    private static final String ENDED = """
            UPDATE migration_log
            SET status = 'completed', completed_at = clock_timestamp(),
                rows = (SELECT COALESCE(sum(rows), 0) FROM sluice_checkpoint WHERE changeset = %1$s)
            WHERE id = (SELECT max(id) FROM migration_log WHERE operation = left(%1$s, 100))""";
    private static final String DONE = """
            INSERT INTO sluice_checkpoint (changeset, step, status, batches, finished_at) VALUES (%s, %d, 'done', 1, \
            clock_timestamp()) ON CONFLICT (changeset, step) DO UPDATE SET status = 'done', finished_at = excluded.finished_at""";

    private final String operation;

    LedgerPrinter(String operation) {
        this.operation = Literal.of(operation);
    }

    /** The operation begins; an earlier run of it that was killed ends with its last sign of life. */
    String started() {
        return Interrupted.run(operation) + ";\n" + STARTED.formatted(operation);
    }

    /** A step that has no ranges is done. */
    String done(int step) {
        return DONE.formatted(operation, step);
    }

    /** The operation is done. */
    String ended() {
        return ENDED.formatted(operation);
    }
}
