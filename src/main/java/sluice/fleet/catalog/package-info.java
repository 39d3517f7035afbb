/**
 * What the database tells by itself: which schemas there are, in what order of work, and how far each has come.
 *
 * <p>Reads only. PostgreSQL is asked about a hundred schemas at a time, a file of SQLite about the one it has; nobody else
 * asks which of the two it is where their answers differ.
 */
package sluice.fleet.catalog;
