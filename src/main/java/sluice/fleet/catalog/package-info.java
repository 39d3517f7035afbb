/**
 * What the database tells by itself: which schemas there are, in what order, and how far each has come.
 *
 * <p>Reads only, but for the lock row of a session that is dead. PostgreSQL is asked about a hundred schemas at a time, a
 * file of SQLite about the one it has; behind {@link sluice.fleet.catalog.Catalog} few need to know which of them it is.
 */
package sluice.fleet.catalog;
