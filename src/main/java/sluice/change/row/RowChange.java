package sluice.change.row;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import sluice.batch.Key;
import sluice.change.parameter.Names;
import sluice.change.parameter.Parameters;
import sluice.plan.Backfill;
import sluice.sql.Identifier;
import sluice.task.PlannedChange;

/** What the changes that walk one table have in common: the table, the key of the walk, and which rows. */
public abstract class RowChange extends PlannedChange {

    private String table;
    private String key;
    private String where;

    protected RowChange() {}

    /** The table, as its name stands in the catalog. */
    public final String getTable() {
        return table;
    }

    /** See {@link #getTable}. */
    public final void setTable(String table) {
        this.table = table;
    }

    /** The columns of the walk, e.g. {@code id} or {@code a, b}, in the order of an index. */
    public final String getKey() {
        return key;
    }

    /** See {@link #getKey}. */
    public final void setKey(String key) {
        this.key = key;
    }

    /** Which rows, as SQL; all if it is absent. */
    public final String getWhere() {
        return where;
    }

    /** See {@link #getWhere}. */
    public final void setWhere(String where) {
        this.where = where;
    }

    @Override
    protected Map<String, Object> parameters() {
        Map<String, Object> all = new TreeMap<>();
        all.put("table", table);
        all.put("key", key);
        all.put("where", where);
        return all;
    }

    /** The key of the walk; the parameters are right. */
    protected final Key walked() {
        return new Key(Names.of(key));
    }

    /** The walk over the chosen rows, without a statement yet. */
    protected final Backfill rows() {
        return Backfill.of(table, walked()).where(Parameters.isMissing(where) ? "" : where);
    }

    /** The author's condition as one more of a statement, empty if there is none. */
    public static String and(String condition) {
        return Parameters.isMissing(condition) ? "" : "\n  AND (" + condition.strip() + ")";
    }

    /** The table as SQL. */
    protected final String tableName() {
        return Identifier.of(table);
    }

    /** Checks what is common; gives the names in the key. */
    protected final List<String> check(Parameters parameters) {
        parameters.name("table", table, "the name of a table");
        List<String> columns = parameters.names("key", key, "the columns to walk by, e.g. id or a, b");
        parameters.sql("where", where);
        return columns;
    }
}
