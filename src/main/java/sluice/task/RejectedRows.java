package sluice.task;

/** Rows had to be set aside, and the changeset says that it is then not to be recorded as run. */
public final class RejectedRows extends RuntimeException {

    RejectedRows(String changeset, long rows) {
        super(changeset + ": " + rows
                + " keys were set aside in sluice_reject with their reasons; all others are done and "
                + "kept. Correct them and run the same command again: only they are tried. "
                + "(Or set the parameter onReject to continue.)");
    }
}
