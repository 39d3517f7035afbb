package sluice.batch.trouble;

import sluice.batch.StepKey;

/** The run was asked to stop and did so between two batches or changesets, or in the middle of a long statement. */
public final class Stopped extends RuntimeException {

    private Stopped(String message) {
        super(message);
    }

    /** Stopped where nothing of this changeset had begun. */
    public static Stopped before(String changeset) {
        return new Stopped("Stopped before " + changeset + ". Run the same command again; it continues there.");
    }

    /** Stopped in the middle of something that is done whole or not at all. */
    public static Stopped whole(String what) {
        return new Stopped("Stopped in " + what + ". What it had begun was taken back; run the same command again.");
    }

    /** After so many rows, which are kept. */
    public Stopped(StepKey key, long rows) {
        this("Stopped in " + key.changeset() + " after " + rows + " rows, which are kept. "
                + "Run the same command again; it continues there.");
    }
}
