package sluice.fleet;

import java.util.Optional;

/**
 * What an update is asked to do.
 *
 * @param tag up to this tag, or empty for all
 * @param which of the schemas
 * @param approval of the plans that may run; empty for any
 */
public record UpdateOrder(String tag, Which which, Optional<Approval> approval) {

    /** All that is pending in all schemas. */
    public static final UpdateOrder ALL = new UpdateOrder("", Which.ALL, Optional.empty());

    /** An order for which no plan has to be approved. */
    public UpdateOrder(String tag, Which which) {
        this(tag, which, Optional.empty());
    }

    /** Which schemas are meant. */
    public enum Which {
        /** All that the settings choose. */
        ALL,
        /** What is left of the last update: those that failed, were stopped, or whose turn never came. */
        LEFT,
        /** Those that failed in the last update. */
        FAILED
    }
}
