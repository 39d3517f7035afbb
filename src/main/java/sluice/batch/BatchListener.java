package sluice.batch;

/** Who wants to know how a step gets on; called on the runner's thread, so it should be quick. */
public interface BatchListener {

    /** Nobody does. */
    BatchListener NONE = new BatchListener() {};

    /**
     * A batch was committed.
     *
     * @param key what is being walked
     * @param checkpoint how far it has come
     * @param estimate rows that the step will change in all, by the planner's estimate at its start; 0 if unknown
     */
    default void committed(StepKey key, Checkpoint checkpoint, long estimate) {}

    /** Something that a person may want to see in the log: a retry, a row set aside, a wait. */
    default void notice(StepKey key, String message) {}
}
