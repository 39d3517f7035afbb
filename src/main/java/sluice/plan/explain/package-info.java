/**
 * The reader that tells what a plan means for a live table: rows, batches, locks, time.
 *
 * <p>Locks of what reads or changes rows are those that planning takes, asked of the server; those of definitions follow the
 * manual's rules, because to ask would be to run them.
 */
package sluice.plan.explain;
