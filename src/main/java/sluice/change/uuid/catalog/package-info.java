/**
 * What the server's catalog is asked about pending columns: their indexes, their foreign keys, and what can't be carried over.
 *
 * <p>Templates of SQL and nothing else: they are filled in with the words of a conversion, and run only inside of steps.
 */
package sluice.change.uuid.catalog;
