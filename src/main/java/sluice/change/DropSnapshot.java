package sluice.change;

import sluice.change.table.SnapshotChange;
import sluice.plan.Plan;
import sluice.plan.Statement;

/** Drops the copies that {@link SnapshotTables} made, once nobody wants to go back; there is no way back from this. */
public final class DropSnapshot extends SnapshotChange {

    @Override
    protected Plan plan() {
        return Plan.of(new Statement(statements().drop()));
    }

    @Override
    protected Plan undo() {
        return Plan.of();
    }
}
