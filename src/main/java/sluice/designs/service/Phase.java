package sluice.designs.service;

/** A part of the service's work that the next one doesn't wait for: when it fails, the next runs all the same. */
public enum Phase {
    /** Light schema changes, with which the application can start. */
    STARTUP("startup"),
    /** Changes that move data, in batches. */
    COMPLEX("complex"),
    /** The images of the file server; last, because it takes hours and nothing waits for it. */
    IMPORT("import");

    private final String word;

    Phase(String word) {
        this.word = word;
    }

    /** Its name for people; for the first two also the label of its changesets. */
    public String word() {
        return word;
    }
}
