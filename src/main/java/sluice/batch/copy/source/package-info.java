/**
 * The reading side of a copy: one snapshot of the source, its keys, and what is new, changed or gone among them.
 *
 * <p>Only reads, in sessions in which the server refuses to write; all sessions see the same snapshot.
 */
package sluice.batch.copy.source;
