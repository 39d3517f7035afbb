package sluice.plan;

import java.util.List;

/**
 * An ordered list of steps.
 *
 * @param steps run one after the other; a step that is done is not run again
 */
public record Plan(List<Step> steps) {

    /** Copies the steps. */
    public Plan {
        steps = List.copyOf(steps);
    }

    /** A plan of these steps. */
    public static Plan of(Step... steps) {
        return new Plan(List.of(steps));
    }
}
