/**
 * Many tenant schemas at once: what each command does with all of them.
 *
 * <p>{@link sluice.fleet.Fleet} is the door. The rooms below are told apart by what they know: changelogs, the database's
 * own words, recorded runs, workers. Liquibase is met only through workers; who is up to date is asked of the database in
 * one statement, because Liquibase takes a second for forty schemas to find nothing to do.
 */
package sluice.fleet;
