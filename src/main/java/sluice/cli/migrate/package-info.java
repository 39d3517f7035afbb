/**
 * Commands that bring schemas forward or take them back: update, rollback, and the demo on sample data.
 *
 * <p>Only these run changesets by hand, so that only they can keep a manifest of what ran. The demo brings the search index
 * along, for a demo is to show all that there is.
 */
package sluice.cli.migrate;
