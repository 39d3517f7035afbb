/**
 * The engine: walks a table by its key and does a piece of work per key range, each range in one transaction together
 * with its checkpoint. Here are its words, which all that is below speaks; the loop is in {@code run}.
 *
 * <p>Knows connections and tables, not plans: what is done to a range is handed in. The checkpoint lives in the tenant's
 * own schema and not in a central table, because only then can one transaction hold the data and the checkpoint.
 */
package sluice.batch;
