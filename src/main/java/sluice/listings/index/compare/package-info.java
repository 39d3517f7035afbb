/**
 * Whether an index says what the tables say: every document against its row, ids both ways, field by field.
 *
 * <p>Equal bytes are equal documents, which is the usual case and the cheap one; only others are taken apart. What seems to
 * differ is looked at a second time, because rows go on changing while an index is read.
 */
package sluice.listings.index.compare;
