/**
 * What changes of rows share: the walk over one table, and the table beside it that remembers what was changed.
 *
 * <p>The memory has the columns' own types and is written by the statement that changes the row, so that neither is ever
 * without the other. A changeset's memory is its own; it goes once the way back is done.
 */
package sluice.change.row;
