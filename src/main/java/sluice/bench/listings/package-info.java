/**
 * Listings copied between databases: a bare COPY, the changelog, and the old script.
 *
 * <p>The source is another schema of the same server, so that all ways share one machine's disk and memory.
 */
package sluice.bench.listings;
