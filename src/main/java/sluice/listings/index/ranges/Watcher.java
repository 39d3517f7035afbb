package sluice.listings.index.ranges;

/** Who watches work on an index; called by several threads at once. */
public interface Watcher {

    /** Nobody does. */
    Watcher NONE = new Watcher() {};

    /** So many documents are done with in the present step, of about so many. */
    default void documents(long done, long estimate) {}

    /** A step begins, or something happened that a person may want to see. */
    default void told(String message) {}

    /** Whether somebody wants this to stop; what is done is kept. */
    default boolean stopWanted() {
        return false;
    }
}
