package sluice.environment.embedded.programs;

/** Says why the embedded database can't be used, and what to do about it. */
public final class EmbeddedServerException extends RuntimeException {

    /** Takes one message for people: what, where, what next. */
    public EmbeddedServerException(String message) {
        super(message);
    }

    /** Takes one message for people and what led to it. */
    public EmbeddedServerException(String message, Throwable cause) {
        super(message, cause);
    }
}
