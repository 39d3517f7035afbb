/**
 * The reader that writes a plan as SQL, for {@code psql -f}: loops for its walks, blocks for all else, and the ledger's rows.
 *
 * <p>It has no connection. What only the catalog knows, such as the type of a key, the script finds out when it runs; what no
 * SQL can do stands there as a comment, with a statement that fails or warns if it was not done by us.
 */
package sluice.plan.print;
