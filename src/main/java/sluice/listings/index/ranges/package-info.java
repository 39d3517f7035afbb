/**
 * Ranges of keys, and who works on them: all of them, a sample, or just those in which something was written since.
 *
 * <p>A range is open to documents without a row, so that nothing in the index lies outside of all of them.
 */
package sluice.listings.index.ranges;
