/**
 * Reads and checks {@code contexts/}, options and variables, once and whole, and makes settings of them. The files are
 * read by a reader of our own instead of Liquibase's configuration, because a key that nobody knows must be an error with
 * its line, and because the Maven plugin reads the very same files.
 */
package sluice.environment.contexts;
