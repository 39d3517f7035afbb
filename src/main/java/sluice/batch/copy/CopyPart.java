package sluice.batch.copy;

/**
 * One table that a copy fills.
 *
 * @param table at the target, in the tenant's schema
 * @param key the column, of the query and of the table, that holds the key of the copy; unique in the first part
 * @param identity the column that tells the table's rows apart; where the query does not give it, its default does
 * @param query read at the source; its columns are named as the table's, and one {@code sluice_reject} may give the
 *     reason why a row must be set aside
 */
public record CopyPart(String table, String key, String identity, String query) {}
