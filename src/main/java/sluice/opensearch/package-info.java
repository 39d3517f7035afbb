/**
 * A cluster of OpenSearch as the rest of the house meets it: requests, bulks, pages of documents, aliases, and every refusal
 * as one clear sentence.
 *
 * <p>A thin room around OpenSearch's own Java client. Documents go through as bytes: they are built by PostgreSQL, and what is
 * never taken apart can't come out different. Knows no table and no settings.
 */
package sluice.opensearch;
