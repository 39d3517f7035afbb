package sluice.designs.importing.report;

/** What became of a file. */
public enum Outcome {
    /** Read for the first time. */
    IMPORTED("imported"),
    /** Read again, because it had changed or nobody had written down what it was. */
    READ_AGAIN("read again"),
    /** Read again for its hash, which was missing or of the older kind. */
    HASHED_AGAIN("hashed again"),
    /** As it was: nothing was read. */
    UNCHANGED("unchanged"),
    /** Read by another importer meanwhile. */
    BY_ANOTHER("by another importer"),
    /** No readable image: recorded with the reason, not read again until it changes. */
    BAD("bad"),
    /** Known to be bad, and as it was. */
    STILL_BAD("still bad"),
    /** Gone from the server. */
    GONE("gone"),
    /** The server would not give it; the next run tries again. */
    FAILED("failed"),
    /** Not begun, because the run was stopped or had to end. */
    LEFT("left");

    private final String word;

    Outcome(String word) {
        this.word = word;
    }

    /** The word for it, for people and programs. */
    public String word() {
        return word;
    }
}
