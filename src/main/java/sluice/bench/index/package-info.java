/**
 * Listings brought into a search index: prepared files, reindex, compare, and the old script.
 *
 * <p>The floor sends finished documents over HTTP by itself: neither the database nor our own client takes part in it.
 */
package sluice.bench.index;
