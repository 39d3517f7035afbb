package sluice.listings.index;

import java.time.Duration;
import java.util.List;
import sluice.listings.index.compare.Difference;
import sluice.opensearch.index.ItemFailure;

/**
 * What became of a reindex or a comparison.
 *
 * @param index which was filled or compared
 * @param former the index that searches used before; empty if there was none or nothing was switched
 * @param listings that have a document
 * @param written documents sent to the index, those of catching up included
 * @param repaired documents put or removed after a comparison
 * @param refused documents that the index did not take
 * @param differences that are left
 * @param switched whether searches use the index now because of this
 * @param stopped whether somebody wanted a stop; the same command goes on
 * @param filling how long the documents took on their way in
 * @param comparing how long the comparison took
 */
public record Settled(
        String index,
        String former,
        long listings,
        long written,
        long repaired,
        List<ItemFailure> refused,
        List<Difference> differences,
        boolean switched,
        boolean stopped,
        Duration filling,
        Duration comparing) {

    /** Whether all is well. */
    public boolean holds() {
        return refused.isEmpty() && differences.isEmpty() && !stopped;
    }
}
