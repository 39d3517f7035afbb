package sluice.opensearch.index;

/**
 * A document that an index refused for good.
 *
 * @param id of the document
 * @param reason in one line
 */
public record ItemFailure(String id, String reason) {}
