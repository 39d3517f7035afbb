/**
 * Between what and what the work goes on: the tables, the cluster, and the definition of the index from its file.
 *
 * <p>The definition is a file that people read and review, never what the code thinks that an index should be.
 */
package sluice.listings.index.site;
