package sluice.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sluice.batch.Key;
import sluice.batch.walk.Walk;
import sluice.plan.sql.BatchStatement;

/**
 * Walks a table by its key and runs statements per key range, in one transaction with the checkpoint.
 *
 * @param walk which rows, by which key
 * @param statements run in this order for each range
 * @param needs a query for one boolean; where it is not true there is nothing to walk here. Empty: there always is
 */
public record Backfill(Walk walk, List<BatchStatement> statements, String needs) implements Step {

    /** Copies the statements. */
    public Backfill {
        statements = List.copyOf(statements);
    }

    /** Walks a table of the tenant's schema. */
    public static Backfill of(String table, Key key) {
        return new Backfill(new Walk(table, key, ""), List.of(), "");
    }

    /** Walks a table of the tenant's schema page by page, see {@link Walk#pages}. */
    public static Backfill pages(String table) {
        return new Backfill(Walk.pages(table), List.of(), "");
    }

    /** Walks a table of the tenant's schema to change each row, see {@link Walk#pagesInTurns}. */
    public static Backfill pagesInTurns(String table) {
        return new Backfill(Walk.pagesInTurns(table), List.of(), "");
    }

    /** Walks only if a query says so when the step begins: for a table or column that not every schema has. */
    public Backfill onlyIf(String query) {
        return new Backfill(walk, statements, query);
    }

    /** Walks only rows that fulfil this; a row that is done should no longer do so. */
    public Backfill where(String condition) {
        return new Backfill(new Walk(walk.table(), walk.key(), condition), statements, needs);
    }

    /** Adds a statement whose rows nobody needs to know of. */
    public Backfill each(String sql) {
        return with(new BatchStatement(sql, BatchStatement.Role.HELPS, Optional.empty()));
    }

    /** Adds a statement whose rows are counted under a noun. */
    public Backfill each(String noun, String sql) {
        return with(new BatchStatement(sql, BatchStatement.Role.COUNTS, Optional.of(noun)));
    }

    /** Adds the statement whose rows are the rows of this step. */
    public Backfill change(String noun, String sql) {
        return with(new BatchStatement(sql, BatchStatement.Role.CHANGES, Optional.of(noun)));
    }

    /** Adds a query for one number, which the run's summary tells if it is not 0. */
    public Backfill report(String noun, String query) {
        return with(new BatchStatement(query, BatchStatement.Role.REPORTS, Optional.of(noun)));
    }

    private Backfill with(BatchStatement statement) {
        List<BatchStatement> all = new ArrayList<>(statements);
        all.add(statement);
        return new Backfill(walk, all, needs);
    }
}
