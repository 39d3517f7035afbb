/**
 * The search index of the listings: built beside the old one, compared with the tables, put in its place in one step.
 *
 * <p>Work that is repeated and is not the database's, so commands and no changesets. How far a build has come is noted in the
 * new index itself: the checkpoint can't outlive what it speaks of, and the database needs to be read only.
 */
package sluice.listings.index;
