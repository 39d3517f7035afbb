package sluice.plan;

import java.util.List;

/**
 * An ordered list of steps.
 *
 * @param words statements that define what several steps use, for the session only ({@code pg_temp}); they run first
 *     whenever the plan is begun or taken up again, and so replace what is there. No marker is known in them
 * @param steps run one after the other; a step that is done is not run again
 */
public record Plan(List<String> words, List<Step> steps) {

    /** Copies both. */
    public Plan {
        words = List.copyOf(words);
        steps = List.copyOf(steps);
    }

    /** A plan of these steps, which need no words. */
    public static Plan of(Step... steps) {
        return new Plan(List.of(), List.of(steps));
    }
}
