package sluice.change;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import sluice.change.parameter.Parameters;
import sluice.change.table.IndexStatements;
import sluice.plan.Plan;
import sluice.task.PlannedChange;

/**
 * Builds an index while the application writes: in the end there is a valid one, or a clear failure and nothing left over.
 * An equal index of the name that is there already is taken as it is, and stays when the change is taken back.
 */
public final class CreateIndexConcurrently extends PlannedChange {

    private String name;
    private String table;
    private String columns;
    private String unique = "false";
    private String where;

    /** The index. */
    public String getName() {
        return name;
    }

    /** See {@link #getName}. */
    public void setName(String name) {
        this.name = name;
    }

    /** The table. */
    public String getTable() {
        return table;
    }

    /** See {@link #getTable}. */
    public void setTable(String table) {
        this.table = table;
    }

    /** Its columns or expressions, e.g. {@code marketplace, created_at DESC}. */
    public String getColumns() {
        return columns;
    }

    /** See {@link #getColumns}. */
    public void setColumns(String columns) {
        this.columns = columns;
    }

    /** {@code true} or {@code false}. */
    public String getUnique() {
        return unique;
    }

    /** See {@link #getUnique}. */
    public void setUnique(String unique) {
        this.unique = unique;
    }

    /** Which rows are in the index, as SQL; all if it is absent. */
    public String getWhere() {
        return where;
    }

    /** See {@link #getWhere}. */
    public void setWhere(String where) {
        this.where = where;
    }

    @Override
    protected Plan plan() {
        return Plan.of(index().building());
    }

    @Override
    protected Plan undo() {
        return Plan.of(index().dropping());
    }

    @Override
    protected Map<String, Object> parameters() {
        Map<String, Object> all = new TreeMap<>();
        all.put("name", name);
        all.put("table", table);
        all.put("columns", columns);
        all.put("unique", unique);
        all.put("where", where);
        return all;
    }

    @Override
    protected List<String> problems() {
        Parameters parameters = new Parameters(this);
        parameters.shortName("name", name, "the name of the index, at most 63 bytes");
        parameters.name("table", table, "the name of a table");
        parameters.required("columns", columns, "columns or expressions, e.g. marketplace, created_at DESC");
        parameters.sql("columns", columns);
        parameters.word("unique", unique, List.of("true", "false"));
        parameters.sql("where", where);
        return parameters.problems();
    }

    private IndexStatements index() {
        return new IndexStatements(name, table, columns, unique.equals("true"), where);
    }
}
