/**
 * The programs of PostgreSQL: found on the class path, unpacked once per version, and run as a user that PostgreSQL takes,
 * for it refuses root. Nothing in here knows what they are run for. The exception of the whole embedded server lies here,
 * at the bottom, because these are the first to throw it.
 */
package sluice.environment.embedded.programs;
