package sluice.plan.run;

import sluice.plan.Check;

/** What must hold does not: the message is the author's own, with the answer that was found. */
public final class CheckFailed extends RuntimeException {

    CheckFailed(Check check, String answer) {
        super(check.complaint() + answer + ".");
    }
}
