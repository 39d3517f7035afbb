/**
 * Many tenant schemas: which they are, in what order, how many at once, and what became of each.
 *
 * <p>Knows Liquibase only through workers. Who is up to date is asked of the database in one statement and not of
 * Liquibase, which takes a second for forty schemas to find nothing to do.
 */
package sluice.fleet;
