/**
 * A database's address and password, and the connection that they make: of PostgreSQL or of a file of SQLite. It may know
 * both drivers and no settings. Addresses are shown to people without users, passwords and parameters, and a refusal of the
 * server becomes one line that tells what to do.
 */
package sluice.environment.connection;
