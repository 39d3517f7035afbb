/**
 * What is done to a table at once and not row by row: verified copies of it, and indexes.
 *
 * <p>None of it can be cut into batches, so each is done whole or leaves nothing behind. Names and shapes of what is there
 * already are found in the catalog by the statements themselves, when they run.
 */
package sluice.change.table;
