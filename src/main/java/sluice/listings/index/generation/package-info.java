/**
 * The indices behind an alias, one after the other: which one serves, which is being made, and the step from one to the next.
 *
 * <p>What is known of each is noted in its own mapping, so that no index outlives its note, and no note its index.
 */
package sluice.listings.index.generation;
