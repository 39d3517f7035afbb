package sluice.change;

import java.util.List;
import java.util.Map;
import sluice.change.parameter.Parameters;
import sluice.change.row.DeleteUndo;
import sluice.change.row.Memory;
import sluice.change.row.RowChange;
import sluice.plan.Backfill;
import sluice.plan.Check;
import sluice.plan.Plan;
import sluice.plan.Statement;
import sluice.sql.Identifier;
import sluice.sql.Literal;

/** Deletes rows batch by batch; they are kept in a table beside, whole, until a rollback has put them back. */
public final class BatchedDelete extends RowChange {

    private String cascades = "refuse";

    /** What becomes of a table whose children a foreign key would delete or change too: {@code refuse} or {@code accept}. */
    public String getCascades() {
        return cascades;
    }

    /** See {@link #getCascades}. */
    public void setCascades(String cascades) {
        this.cascades = cascades;
    }

    @Override
    protected Plan plan() {
        Statement create = new Statement(remembered().createWhole());
        Backfill rows = rows().change("rows deleted", """
                WITH sluice_gone AS (
                    DELETE FROM %s
                    WHERE :range%s
                    RETURNING %1$s.*
                )
                INSERT INTO %s SELECT * FROM sluice_gone""".formatted(
                        tableName(), and(getWhere()), remembered().name()));
        return cascades.equals("refuse") ? Plan.of(isWithoutCascades(), create, rows) : Plan.of(create, rows);
    }

    @Override
    protected Plan undo() {
        Memory memory = remembered();
        String door = Identifier.of(memory() + "_rows");
        return Plan.of(
                new Statement(memory.createWhole() + ";\n" + DeleteUndo.open(memory(), getTable())),
                Backfill.of(memory(), walked()).change("rows put back", """
                        INSERT INTO %s OVERRIDING SYSTEM VALUE
                        SELECT * FROM %s m WHERE :range(m)
                        ON CONFLICT DO NOTHING""".formatted(door, memory.name())),
                memory.isEmptyOf(
                        "NOT EXISTS (SELECT FROM " + tableName() + " t WHERE " + memory.matches("t") + ")",
                        "Deleted rows could not be put back into " + getTable() + "; they stay in " + memory()
                                + ", the reasons are in sluice_reject."),
                new Statement("DROP VIEW IF EXISTS " + door));
    }

    @Override
    protected Map<String, Object> parameters() {
        Map<String, Object> all = super.parameters();
        all.put("cascades", cascades);
        return all;
    }

    @Override
    protected List<String> problems() {
        Parameters parameters = new Parameters(this);
        check(parameters);
        parameters.required("where", getWhere(), "SQL that chooses the rows; write \"true\" to delete all");
        parameters.word("cascades", cascades, List.of("refuse", "accept"));
        return parameters.problems();
    }

    private Check isWithoutCascades() {
        return new Check(
                """
                SELECT string_agg(f.conrelid::regclass || ' by ' || quote_ident(f.conname), ', ' ORDER BY f.conname)
                FROM pg_constraint f
                JOIN pg_class c ON c.oid = f.confrelid
                JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname = current_schema() AND c.relname = %s
                  AND f.contype = 'f' AND f.confdeltype IN ('c', 'n', 'd')""".formatted(Literal.of(getTable())),
                "NULL",
                "Deleting from " + getTable() + " would delete or change rows of other tables, which no rollback would "
                        + "bring back. Deal with those rows in a change of their own, then set cascades to accept.");
    }

    private Memory remembered() {
        return new Memory(memory(), getTable(), walked());
    }
}
