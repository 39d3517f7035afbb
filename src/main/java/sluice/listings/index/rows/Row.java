package sluice.listings.index.rows;

/**
 * A listing as a document.
 *
 * @param id of the listing
 * @param document JSON in one line, UTF-8
 */
public record Row(long id, byte[] document) {}
