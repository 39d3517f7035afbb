/**
 * Which rows come next: a table walked in the order of its key, or page by page, and the queries for it.
 *
 * <p>Makes SQL for the engine and for scripts alike, so that both find the same ranges. Keys are texts that the column's own
 * type reads, and are compared by the server only: the order of an index, its collation above all, is nothing that Java knows.
 */
package sluice.batch.walk;
