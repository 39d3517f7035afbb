package sluice.plan.sql;

import java.util.Optional;

/**
 * One SQL statement of a batch.
 *
 * @param sql with the marker {@code :range} or {@code :range(alias)} where the key is limited to the batch, and
 *     {@code :changeset} for the key of the ledger's rows
 * @param role what its number of rows means
 * @param noun under which its rows are counted, e.g. {@code batches created}; empty if they are not
 */
public record BatchStatement(String sql, Role role, Optional<String> noun) {

    /** What the number of rows of a statement means. */
    public enum Role {
        /** Nothing to a person: bookkeeping. */
        HELPS,
        /** A count of its own. */
        COUNTS,
        /** The rows of the step, as reports tell them. */
        CHANGES,
        /** The number that a query returns; it changes nothing, and no script needs it. */
        REPORTS
    }
}
