package sluice.change.table;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import sluice.change.parameter.Names;
import sluice.change.parameter.Parameters;
import sluice.task.PlannedChange;

/** What taking and dropping snapshots have in common: which tables. */
public abstract class SnapshotChange extends PlannedChange {

    private String tables;
    private String ifPresent;

    protected SnapshotChange() {}

    /** The tables, e.g. {@code users, orders}. */
    public final String getTables() {
        return tables;
    }

    /** See {@link #getTables}. */
    public final void setTables(String tables) {
        this.tables = tables;
    }

    /** Further tables, which not every schema has; may be left out. */
    public final String getIfPresent() {
        return ifPresent;
    }

    /** See {@link #getIfPresent}. */
    public final void setIfPresent(String ifPresent) {
        this.ifPresent = ifPresent;
    }

    /** What can be done with snapshots of those tables; the parameters are right. */
    protected final SnapshotStatements statements() {
        return new SnapshotStatements(
                Names.of(tables), Parameters.isMissing(ifPresent) ? List.of() : Names.of(ifPresent));
    }

    @Override
    protected final Map<String, Object> parameters() {
        Map<String, Object> all = new TreeMap<>(Map.of("tables", String.valueOf(tables)));
        if (!Parameters.isMissing(ifPresent)) {
            all.put("ifPresent", ifPresent);
        }
        return all;
    }

    @Override
    protected final List<String> problems() {
        Parameters parameters = new Parameters(this);
        parameters.names("tables", tables, "names of tables, e.g. users, orders");
        if (!Parameters.isMissing(ifPresent)) {
            parameters.names("ifPresent", ifPresent, "names of tables, e.g. users, orders");
        }
        return parameters.problems();
    }
}
