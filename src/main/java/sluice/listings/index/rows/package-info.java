/**
 * The database's half of the index: listings as documents, made by SQL, read in ranges of keys under one snapshot.
 *
 * <p>PostgreSQL writes the JSON and the rest of the way it is bytes: no driver, no mapper and no zone of a session comes
 * between a row and its document. Sessions are read-only; what must be remembered is kept with the index.
 */
package sluice.listings.index.rows;
