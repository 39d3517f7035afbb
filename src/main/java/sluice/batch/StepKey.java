package sluice.batch;

/**
 * What a checkpoint belongs to.
 *
 * @param changeset path, id and author, as Liquibase's own table identifies it, e.g. {@code journal::003-fill::journal}
 * @param step position in the plan, from 1; undo steps are counted from -1 downwards
 */
public record StepKey(String changeset, int step) {}
