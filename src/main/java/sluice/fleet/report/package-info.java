/**
 * What became of a run: the outcome of each schema, who is told while it happens, and the record for those who ask later.
 *
 * <p>Values for whoever prints; nothing here writes to a terminal. Knows nothing of how the work is done.
 */
package sluice.fleet.report;
