package sluice.plan;

/**
 * Statements that no transaction may hold, such as {@code CREATE INDEX CONCURRENTLY}, found by a query when the step
 * begins. It keeps no checkpoint: the query must name only what is still to be done.
 *
 * @param query whose rows are the statements, one text column, in their order; may hold the marker {@code :changeset}
 */
public record Build(String query) implements Step {}
