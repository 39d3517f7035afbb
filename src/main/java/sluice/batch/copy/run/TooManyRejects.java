package sluice.batch.copy.run;

import sluice.batch.StepKey;

/** More rows had to be set aside than the environment allows; what was copied so far is kept. */
public final class TooManyRejects extends RuntimeException {

    TooManyRejects(StepKey key, long rejected, int allowed) {
        super(key.changeset() + " stopped: " + rejected + " rows were set aside, at most " + allowed
                + " may be (sluice.maxRejects). The reasons are in sluice_reject; what was copied is kept. Correct the rows at"
                + " the source, or allow more, and run the same command again; it continues here.");
    }
}
