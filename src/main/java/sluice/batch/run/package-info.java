/**
 * The loop: range by range, each in one transaction with its checkpoint, as large as the time allows, and what is done when
 * a batch fails.
 *
 * <p>What is done to a range is handed in. Copies between servers have a loop of their own, because their batches run at once;
 * they share the transaction's limits, the size and the rest between two batches.
 */
package sluice.batch.run;
