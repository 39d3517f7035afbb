package sluice.change;

import sluice.change.table.SnapshotChange;
import sluice.plan.Plan;
import sluice.plan.Statement;

/**
 * Copies whole tables into the schema {@code migration_backup}, all as of one moment, and compares count and checksum of
 * each copy with the table's at that moment. A copy is called {@code <tenant's schema>.<table>}.
 */
public final class SnapshotTables extends SnapshotChange {

    @Override
    protected Plan plan() {
        return Plan.of(
                new Statement(statements().remember()),
                new Statement(statements().copy(), true));
    }

    @Override
    protected Plan undo() {
        return Plan.of(new Statement(statements().dropRemembered()));
    }
}
