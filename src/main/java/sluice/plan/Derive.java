package sluice.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import sluice.batch.Key;
import sluice.batch.walk.Walk;
import sluice.plan.sql.BatchStatement;

/**
 * Walks a table and gives rows what SQL can't compute, e.g. something about the file that a row names. A script has no words
 * for it: it warns where rows are left for us.
 *
 * @param walk which rows, by which key
 * @param read a query with the marker {@code :range} for two texts of each row: what identifies it, and what is computed from
 * @param told what is computed, for people, e.g. {@code the hash of the file of 256 bits}
 * @param computation gives the new value; empty where there is none, and the row stays as it is. It must not throw
 * @param statements run for each range that has new values, with the relation {@code derived (key, value)} before them
 */
public record Derive(
        Walk walk,
        String read,
        String told,
        Function<String, Optional<String>> computation,
        List<BatchStatement> statements)
        implements Step {

    /** Copies the statements. */
    public Derive {
        statements = List.copyOf(statements);
    }

    /** Walks those rows of a table of the tenant's schema that fulfil a condition; a row that is done no longer does. */
    public static Derive of(
            String table,
            Key key,
            String where,
            String read,
            String told,
            Function<String, Optional<String>> computation) {
        return new Derive(new Walk(table, key, where), read, told, computation, List.of());
    }

    /** Adds a statement whose rows nobody needs to know of. */
    public Derive each(String sql) {
        return with(new BatchStatement(sql, BatchStatement.Role.HELPS, Optional.empty()));
    }

    /** Adds the statement that changes the rows; they are counted under the noun. */
    public Derive change(String noun, String sql) {
        return with(new BatchStatement(sql, BatchStatement.Role.CHANGES, Optional.of(noun)));
    }

    private Derive with(BatchStatement statement) {
        List<BatchStatement> more = new ArrayList<>(statements);
        more.add(statement);
        return new Derive(walk, read, told, computation, more);
    }
}
