package sluice.batch.run;

import java.util.LinkedHashMap;
import java.util.Map;
import sluice.batch.Checkpoint;

/**
 * A step from where this run found it to its end.
 *
 * @param before the checkpoint that the run found
 * @param after the checkpoint that it left
 */
public record Walked(Checkpoint before, Checkpoint after) {

    /** Rows that this run changed. */
    public long rows() {
        return after.rows() - before.rows();
    }

    /** What this run counted besides, by its noun. */
    public Map<String, Long> counts() {
        Map<String, Long> counts = new LinkedHashMap<>(after.counts());
        counts.replaceAll((noun, number) -> number - before.counts().getOrDefault(noun, 0L));
        return counts;
    }
}
