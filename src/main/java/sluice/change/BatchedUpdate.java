package sluice.change;

import java.util.List;
import java.util.Map;
import sluice.batch.Key;
import sluice.change.parameter.Assignments;
import sluice.change.parameter.Parameters;
import sluice.change.row.Memory;
import sluice.change.row.RowChange;
import sluice.change.row.UpdateMemory;
import sluice.plan.Backfill;
import sluice.plan.Plan;

/**
 * Updates a table batch by batch, each row exactly once. The way back gives rows their old values where nobody has changed
 * them since; with {@code undoSet} it runs that on just the rows that were changed; with {@code undoWhere} besides on all
 * that match it, and then nothing is remembered.
 */
public final class BatchedUpdate extends RowChange {

    private String set;
    private String undoSet;
    private String undoWhere;

    /** The new values, as behind SET in an UPDATE. */
    public String getSet() {
        return set;
    }

    /** See {@link #getSet}. */
    public void setSet(String set) {
        this.set = set;
    }

    /** How to go back, as behind SET; absent: the old values are kept. */
    public String getUndoSet() {
        return undoSet;
    }

    /** See {@link #getUndoSet}. */
    public void setUndoSet(String undoSet) {
        this.undoSet = undoSet;
    }

    /** Which rows {@code undoSet} is for, as SQL; absent: those that were changed, which are then kept by their keys. */
    public String getUndoWhere() {
        return undoWhere;
    }

    /** See {@link #getUndoWhere}. */
    public void setUndoWhere(String undoWhere) {
        this.undoWhere = undoWhere;
    }

    @Override
    protected Plan plan() {
        if (keepsNothing()) {
            return Plan.of(rows().change("rows updated", update(set, getWhere())));
        }
        return remembered().plan(rows(), set, getWhere());
    }

    @Override
    protected Plan undo() {
        if (keepsNothing()) {
            Backfill back = Backfill.of(getTable(), walked()).where(undoWhere);
            return Plan.of(back.change("rows taken back", update(undoSet, undoWhere)));
        }
        return remembered().undo(Backfill.of(memory(), walked()), undoSet);
    }

    @Override
    protected Map<String, Object> parameters() {
        Map<String, Object> all = super.parameters();
        all.put("set", set);
        all.put("undoSet", undoSet);
        all.put("undoWhere", undoWhere);
        return all;
    }

    @Override
    protected List<String> problems() {
        Parameters parameters = new Parameters(this);
        List<String> keys = check(parameters);
        parameters.required("set", set, "assignments, e.g. price = price * 100");
        List<String> columns = parameters.assignments("set", set);
        columns.stream()
                .filter(keys::contains)
                .forEach(column -> parameters.problem("parameter set must not change " + column
                        + ", which is in key: rows would move along the walk"));
        parameters.assignments("undoSet", undoSet);
        parameters.sql("undoWhere", undoWhere);
        if (!Parameters.isMissing(undoWhere) && Parameters.isMissing(undoSet)) {
            parameters.problem("parameter undoSet is missing; where there is undoWhere it must say what to set");
        }
        return parameters.problems();
    }

    private boolean keepsNothing() {
        return !Parameters.isMissing(undoWhere);
    }

    private String update(String assignments, String condition) {
        return "UPDATE " + tableName() + "\nSET " + assignments.strip() + "\nWHERE :range" + and(condition);
    }

    private UpdateMemory remembered() {
        Key key = walked();
        return new UpdateMemory(
                new Memory(memory(), getTable(), key),
                Parameters.isMissing(undoSet) ? Assignments.columns(set) : List.of());
    }
}
