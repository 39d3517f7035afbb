package sluice.designs.images.file;

import java.util.List;
import java.util.UUID;

/**
 * How the database stands to a file.
 *
 * @param missing associations of a current file with templates that are not there yet
 */
public record Standing(State state, List<Association> missing) {

    /** What is known of a file, of all its users taken together. */
    public enum State {
        /** Somebody's row is missing. */
        NEW,
        /** Size or time of change differ from what was read, or nobody wrote them down. */
        CHANGED,
        /** The file is as it was, but its hash is missing or of the older kind, 8 x 8. */
        WITHOUT_HASH,
        /** It could not be read, and has not changed since. */
        BAD,
        /** Nothing is to be done. */
        CURRENT
    }

    /** A design that belongs to a template. */
    public record Association(UUID design, UUID template) {}

    /** Whether the file has to be read. */
    public boolean isPending() {
        return state != State.BAD && state != State.CURRENT;
    }
}
