package sluice.plan.sql;

/** What {@code migration_log} says of a run that was killed, once its next run begins: it ended with its last sign of life. */
public final class Interrupted {

    private static final String ENDED = """
            UPDATE migration_log SET status = 'interrupted', completed_at = greatest(started_at,
                (SELECT max(updated_at) FROM sluice_checkpoint WHERE changeset = %1$s))
            WHERE operation = left(%1$s, 100) AND status = 'running'""";

    private Interrupted() {}

    /**
     * The statement that ends it; a reader that binds values binds the operation twice.
     *
     * @param operation its name as it stands in SQL: a literal, or a question mark
     */
    public static String run(String operation) {
        return ENDED.formatted(operation);
    }
}
