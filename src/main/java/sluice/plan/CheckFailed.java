package sluice.plan;

/** What must hold does not: the message is the author's own, with the answer that was found. */
public final class CheckFailed extends RuntimeException {

    CheckFailed(Check check, String answer) {
        super(check.complaint() + answer + ".");
    }
}
