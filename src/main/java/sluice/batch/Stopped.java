package sluice.batch;

/** The run was asked to stop and did so between two batches. */
public final class Stopped extends RuntimeException {

    /** After so many rows, which are kept. */
    public Stopped(StepKey key, long rows) {
        super("Stopped in " + key.changeset() + " after " + rows + " rows, which are kept. "
                + "Run the same command again; it continues there.");
    }
}
