package sluice.batch;

import java.sql.Connection;
import java.util.function.BooleanSupplier;

/**
 * A database session at work, and what its work heeds.
 *
 * @param connection with autocommit off; it belongs to the work for as long as that lasts
 * @param pace how fast the work may go
 * @param listener who wants to know how it gets on
 * @param stopWanted asked before each batch; once it says yes, the work ends without its rest
 * @param throttle asked before each batch; while it has a reason, none begins
 */
public record Session(
        Connection connection, Pace pace, BatchListener listener, BooleanSupplier stopWanted, Throttle throttle) {

    /** One that no throttle holds. */
    public Session(Connection connection, Pace pace, BatchListener listener, BooleanSupplier stopWanted) {
        this(connection, pace, listener, stopWanted, Throttle.NONE);
    }

    /** The same at another pace. */
    public Session at(Pace other) {
        return new Session(connection, other, listener, stopWanted, throttle);
    }

    /** Whether the work should end before its next batch. */
    public boolean isStopWanted() {
        return stopWanted.getAsBoolean();
    }
}
