package sluice.batch.trouble;

import sluice.batch.StepKey;

/** This runner was taken for dead and another works on the step; what it had begun is not kept. */
public final class Fenced extends RuntimeException {

    /** @param key what was taken over */
    public Fenced(StepKey key) {
        super(
                "Another runner has taken over " + key.changeset()
                        + " because this one gave no sign of life for longer "
                        + "than sluice.lease. The running batch was not kept; nothing is lost. See who runs with: sluice status.");
    }
}
