package sluice.plan;

/**
 * One SQL statement in one transaction.
 *
 * @param sql may hold the marker {@code :changeset}
 */
public record Statement(String sql) implements Step {}
