/**
 * Commands on the search index of the listings: build it anew, compare it with its rows.
 *
 * <p>They work on one schema and a cluster. The embedded node is started here, because only people's commands may bring
 * one up; whoever runs in production names a cluster.
 */
package sluice.cli.search;
