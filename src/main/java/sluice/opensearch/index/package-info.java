/**
 * What is done with the indices of a cluster: making and switching them, bulks of documents into them, documents out of them.
 *
 * <p>Documents cross as the bytes that they are; nothing here knows what is in them.
 */
package sluice.opensearch.index;
