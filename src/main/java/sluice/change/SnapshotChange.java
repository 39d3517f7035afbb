package sluice.change;

import java.util.List;
import java.util.Map;
import sluice.task.PlannedChange;

/** What taking and dropping snapshots have in common: which tables. */
public abstract class SnapshotChange extends PlannedChange {

    private String tables;

    SnapshotChange() {}

    /** The tables, e.g. {@code users, orders}. */
    public final String getTables() {
        return tables;
    }

    /** See {@link #getTables}. */
    public final void setTables(String tables) {
        this.tables = tables;
    }

    final SnapshotStatements statements() {
        return new SnapshotStatements(Names.of(tables));
    }

    @Override
    protected final Map<String, Object> parameters() {
        return Map.of("tables", String.valueOf(tables));
    }

    @Override
    protected final List<String> problems() {
        Parameters parameters = new Parameters(this);
        parameters.names("tables", tables, "names of tables, e.g. users, orders");
        return parameters.problems();
    }
}
