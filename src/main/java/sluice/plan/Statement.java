package sluice.plan;

/**
 * SQL in one transaction.
 *
 * @param sql one statement or more, separated by semicolons; may hold the marker {@code :changeset}, but not inside a
 *     dollar quote. It may run twice, as a script that was killed does
 * @param isLong whether it can't be cut into batches and so has the long time limit
 */
public record Statement(String sql, boolean isLong) implements Step {

    /** SQL that takes no longer than a batch may. */
    public Statement(String sql) {
        this(sql, false);
    }
}
