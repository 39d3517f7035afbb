/**
 * Which changelogs there are, and what one of them wants to stand in a schema's ledger.
 *
 * <p>Knows folders and names, and no database. What is expected is computed by Liquibase itself, in a worker, and comes here
 * as text: checksums of our own would differ from its on the day they matter.
 */
package sluice.fleet.changelog;
