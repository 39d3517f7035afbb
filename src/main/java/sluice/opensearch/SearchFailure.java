package sluice.opensearch;

/** OpenSearch did not do what it was asked: one line that tells what, where and what next. */
public final class SearchFailure extends RuntimeException {

    /** What kind of trouble it is. */
    public enum Kind {
        /** Nobody answers, or not in time; the cluster may come back. */
        UNREACHABLE,
        /** The cluster has too much to do just now. */
        BUSY,
        /** The name or the password is wrong, or one is wanted. */
        UNAUTHORIZED,
        /** The user may not do this. */
        FORBIDDEN,
        /** The index takes no writes; most often the disk is full. */
        READ_ONLY,
        /** The request is larger than the cluster takes. */
        TOO_LARGE,
        /** There is no such index or alias. */
        MISSING,
        /** The request is to blame: trying again does not help. */
        REFUSED
    }

    private final Kind kind;

    /** A failure of that kind. */
    public SearchFailure(Kind kind, String message) {
        this(kind, message, null);
    }

    /** A failure with its cause. */
    public SearchFailure(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** What kind of trouble it is. */
    public Kind kind() {
        return kind;
    }

    /** Whether the same request may succeed in a moment. */
    public boolean isPassing() {
        return kind == Kind.UNREACHABLE || kind == Kind.BUSY;
    }
}
