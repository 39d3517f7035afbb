package sluice.batch;

import java.util.List;
import java.util.Map;

/**
 * How far a step has come.
 *
 * @param lastKey key of the last row of the last committed batch, as texts; empty at the start
 * @param done whether nothing is left
 * @param rows rows changed so far, over all runs
 * @param batches batches committed so far
 * @param rejected rows set aside so far
 * @param counts what the step counts besides, by its noun, e.g. {@code batches created}
 * @param fence number of the claim; a runner with an older number can't commit
 */
public record Checkpoint(
        List<String> lastKey,
        boolean done,
        long rows,
        long batches,
        long rejected,
        Map<String, Long> counts,
        long fence) {

    /** The same after one more batch, which ended with this key. */
    public Checkpoint after(List<String> key, Tally tally) {
        return new Checkpoint(key, false, rows + tally.rows(), batches + 1, rejected, tally.addedTo(counts), fence);
    }

    /** The same after a key that had to be set aside. */
    public Checkpoint without(List<String> key) {
        return new Checkpoint(key, false, rows, batches, rejected + 1, counts, fence);
    }

    /** The same after a rejected key that went well in the end; the walk's position stays. */
    public Checkpoint recovered(Tally tally) {
        return new Checkpoint(
                lastKey, done, rows + tally.rows(), batches + 1, rejected - 1, tally.addedTo(counts), fence);
    }

    /** The same with more counts, each added to what its noun has. */
    public Checkpoint counting(Map<String, Long> more) {
        return new Checkpoint(lastKey, done, rows, batches, rejected, new Tally(0, more).addedTo(counts), fence);
    }

    /** The same with nothing left. */
    public Checkpoint finished() {
        return new Checkpoint(lastKey, true, rows, batches, rejected, counts, fence);
    }
}
