package sluice.batch;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one batch did.
 *
 * @param rows rows changed, by the step's main statement
 * @param counts what else was counted, by its noun
 */
public record Tally(long rows, Map<String, Long> counts) {

    /** Keeps the order of the counts. */
    public Tally {
        counts = new LinkedHashMap<>(counts);
    }

    /** These counts added to others, in the order of first appearance. */
    public Map<String, Long> addedTo(Map<String, Long> others) {
        Map<String, Long> sum = new LinkedHashMap<>(others);
        counts.forEach((noun, number) -> sum.merge(noun, number, Long::sum));
        return sum;
    }
}
