package sluice.change;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import sluice.batch.Key;
import sluice.change.parameter.Names;
import sluice.change.parameter.Parameters;
import sluice.change.row.Memory;
import sluice.change.row.RowChange;
import sluice.plan.Backfill;
import sluice.plan.Plan;
import sluice.plan.Statement;
import sluice.sql.Identifier;
import sluice.task.PlannedChange;

/** Fills a table from another, batch by batch of the source; the way back deletes just the rows that were made. */
public final class BatchedInsert extends PlannedChange {

    private String into;
    private String columns;
    private String select;
    private String from;
    private String key;
    private String where;
    private String conflict = "fail";
    private String intoKey;

    /** The table to fill. */
    public String getInto() {
        return into;
    }

    /** See {@link #getInto}. */
    public void setInto(String into) {
        this.into = into;
    }

    /** Its columns, e.g. {@code id, total}. */
    public String getColumns() {
        return columns;
    }

    /** See {@link #getColumns}. */
    public void setColumns(String columns) {
        this.columns = columns;
    }

    /** A value for each column, as behind SELECT. */
    public String getSelect() {
        return select;
    }

    /** See {@link #getSelect}. */
    public void setSelect(String select) {
        this.select = select;
    }

    /** The source table. */
    public String getFrom() {
        return from;
    }

    /** See {@link #getFrom}. */
    public void setFrom(String from) {
        this.from = from;
    }

    /** The source's columns to walk by. */
    public String getKey() {
        return key;
    }

    /** See {@link #getKey}. */
    public void setKey(String key) {
        this.key = key;
    }

    /** Which rows of the source, as SQL; all if it is absent. */
    public String getWhere() {
        return where;
    }

    /** See {@link #getWhere}. */
    public void setWhere(String where) {
        this.where = where;
    }

    /** What becomes of a row that is there already: {@code fail}, it is set aside; {@code skip}, it stays as it is. */
    public String getConflict() {
        return conflict;
    }

    /** See {@link #getConflict}. */
    public void setConflict(String conflict) {
        this.conflict = conflict;
    }

    /** Unique columns of the filled table; absent: {@code key}, if {@code columns} has it. */
    public String getIntoKey() {
        return intoKey;
    }

    /** See {@link #getIntoKey}. */
    public void setIntoKey(String intoKey) {
        this.intoKey = intoKey;
    }

    @Override
    protected Plan plan() {
        Memory memory = remembered();
        return Plan.of(
                memory.isUnique("Name unique columns in intoKey."),
                new Statement(memory.create(List.of())),
                Backfill.of(from, new Key(Names.of(key)))
                        .where(Parameters.isMissing(where) ? "" : where)
                        .change("rows inserted", insert(memory)));
    }

    @Override
    protected Plan undo() {
        Memory memory = remembered();
        return Plan.of(
                new Statement(memory.create(List.of())),
                Backfill.of(memory(), memory.key())
                        .change(
                                "rows taken back",
                                "DELETE FROM %s t USING %s m WHERE :range(m) AND :range(t) AND %s"
                                        .formatted(memory.target(), memory.name(), memory.matches("t"))),
                memory.isEmptyOf(
                        "EXISTS (SELECT FROM " + memory.target() + " t WHERE " + memory.matches("t") + ")",
                        "Inserted rows could not be deleted from " + into + "; the reasons are in sluice_reject."));
    }

    @Override
    protected Map<String, Object> parameters() {
        Map<String, Object> all = new TreeMap<>();
        all.put("into", into);
        all.put("columns", columns);
        all.put("select", select);
        all.put("from", from);
        all.put("key", key);
        all.put("where", where);
        all.put("conflict", conflict);
        all.put("intoKey", intoKey);
        return all;
    }

    @Override
    protected List<String> problems() {
        Parameters parameters = new Parameters(this);
        parameters.name("into", into, "the name of the table to fill");
        parameters.name("from", from, "the name of the source table");
        if (into != null && into.equals(from)) {
            parameters.problem("parameter from must be another table than into: the walk would meet its own rows");
        }
        List<String> filled = parameters.names("columns", columns, "the columns to fill, e.g. id, total");
        parameters.required("select", select, "a value for each of columns, e.g. id, price * amount");
        parameters.sql("select", select);
        parameters.sql("where", where);
        List<String> walked = parameters.names("key", key, "the columns of the source to walk by, e.g. id or a, b");
        parameters.word("conflict", conflict, List.of("fail", "skip"));
        if (!Parameters.isMissing(intoKey)) {
            parameters.names("intoKey", intoKey, "unique columns of the filled table, e.g. id");
        } else if (!filled.containsAll(walked)) {
            parameters.problem("parameter intoKey is missing; it must name unique columns of the filled table, since "
                    + "columns has not all of key");
        }
        return parameters.problems();
    }

    private String insert(Memory memory) {
        List<String> made = new ArrayList<>(memory.key()
                .each(i -> memory.target() + "."
                        + Identifier.of(memory.key().columns().get(i))));
        return """
                WITH sluice_made AS (
                    INSERT INTO %s (%s)
                    SELECT %s
                    FROM %s
                    WHERE :range%s%s
                    RETURNING %s
                )
                INSERT INTO %s SELECT * FROM sluice_made""".formatted(
                        memory.target(),
                        Names.of(columns).stream().map(Identifier::of).collect(Collectors.joining(", ")),
                        select.strip(),
                        Identifier.of(from),
                        RowChange.and(where),
                        conflict.equals("skip") ? "\n    ON CONFLICT DO NOTHING" : "",
                        String.join(", ", made),
                        memory.name());
    }

    private Memory remembered() {
        return new Memory(memory(), into, new Key(Names.of(Parameters.isMissing(intoKey) ? key : intoKey)));
    }
}
