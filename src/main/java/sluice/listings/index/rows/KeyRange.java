package sluice.listings.index.rows;

/**
 * Listings by their key.
 *
 * @param number counted from 0 in the order of keys
 * @param after exclusive
 * @param upTo inclusive
 * @param rows how many listings are in it that are not deleted
 */
public record KeyRange(long number, long after, long upTo, int rows) {}
