package sluice.task.request;

/** Who watches a worker; called on the worker's thread. */
public interface ProgressListener {

    /** Nobody does. */
    ProgressListener NONE = new ProgressListener() {};

    /**
     * A batch was committed.
     *
     * @param changeset its key
     * @param rows rows changed so far in this step
     * @param estimate rows in all, 0 if unknown
     */
    default void rows(String changeset, long rows, long estimate) {}

    /**
     * A changeset ran or was taken back.
     *
     * @param changeset its id
     * @param rows rows that it inserted, changed or deleted, as far as they were counted
     */
    default void ran(String changeset, long rows) {}

    /** Something a person may want to see: a retry, a row set aside, a wait. */
    default void notice(String message) {}
}
