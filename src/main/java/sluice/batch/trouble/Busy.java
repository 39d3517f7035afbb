package sluice.batch.trouble;

import sluice.batch.StepKey;

/** Another runner works on the same step and is alive. */
public final class Busy extends RuntimeException {

    /** @param key what it works on */
    public Busy(StepKey key) {
        super("Another runner works on " + key.changeset() + " and is alive. Let it end, or stop it and run again; "
                + "see who runs with: sluice status.");
    }
}
