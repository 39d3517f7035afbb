package sluice.listings.index.site;

import java.sql.SQLException;
import java.time.Duration;
import sluice.environment.connection.Target;
import sluice.listings.index.ranges.Crew;
import sluice.listings.index.ranges.Watcher;
import sluice.listings.index.rows.KeyRange;
import sluice.listings.index.rows.RowReader;
import sluice.listings.index.rows.Snapshot;
import sluice.opensearch.Cluster;
import sluice.opensearch.index.Documents;
import sluice.opensearch.index.Indices;

/**
 * The tables and the cluster between which work is done, and how.
 *
 * @param target the database; its search path is the schema of the listings and no other
 * @param alias the name that searches use
 * @param parallel bulks or searches at once
 * @param bulkBytes size of a bulk request
 * @param statementTimeout longest statement in the database
 */
public record Site(
        Target target,
        Cluster cluster,
        Definition definition,
        String alias,
        int parallel,
        int bulkBytes,
        Duration statementTimeout,
        Watcher watcher) {

    /** The field by which documents and rows are brought together. */
    private static final String KEY = "id";

    /** What becomes of a document. */
    @FunctionalInterface
    public interface Use {
        /** Takes the document of a listing. */
        void take(long id, byte[] document);
    }

    /** Reads the documents of all listings, in the order of their keys. */
    public void documents(Use use) throws SQLException {
        try (Snapshot snapshot = snapshot();
                RowReader reader = snapshot.reader()) {
            KeyRange all = new KeyRange(0, Long.MIN_VALUE, Long.MAX_VALUE, 0);
            reader.read(all, row -> use.take(row.id(), row.document()));
        }
    }

    /** The listings as they are now. */
    public Snapshot snapshot() throws SQLException {
        return Snapshot.take(target, statementTimeout);
    }

    /** Who works on ranges of them. */
    public Crew crew() {
        return new Crew(parallel, watcher);
    }

    /** The indices of the cluster. */
    public Indices indices() {
        return new Indices(cluster);
    }

    /** The documents of one of them. */
    public Documents documents(String index) {
        return new Documents(cluster, index, KEY);
    }
}
