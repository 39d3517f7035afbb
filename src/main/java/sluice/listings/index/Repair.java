package sluice.listings.index;

import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import sluice.listings.index.compare.Difference;
import sluice.listings.index.compare.SecondLook;
import sluice.listings.index.rows.Row;
import sluice.listings.index.rows.RowReader;
import sluice.listings.index.site.Site;
import sluice.opensearch.index.Bulk;
import sluice.opensearch.index.BulkSender;

/**
 * Makes single documents of an index what their rows are in a snapshot, and looks whether they are afterwards. Safe for several
 * threads.
 */
final class Repair {

    private final Site site;
    private final String index;
    private final BulkSender sender;

    Repair(Site site, String index, Refused refused) {
        this.site = site;
        this.index = index;
        this.sender = new BulkSender(site.cluster(), index, refused);
    }

    /** Puts those that have a row, removes the others, and gives those that still differ from the reader's snapshot. */
    List<Difference> of(Collection<String> ids, RowReader reader) throws SQLException {
        if (ids.isEmpty()) {
            return List.of();
        }
        for (List<String> some : SecondLook.parts(ids)) {
            send(some, SecondLook.rows(some, reader));
        }
        site.indices().refresh(index);
        return SecondLook.at(ids, site.documents(index), reader);
    }

    private void send(List<String> ids, Map<String, Row> rows) {
        Bulk bulk = new Bulk();
        for (String id : ids) {
            Row row = rows.get(id);
            if (row == null) {
                bulk.remove(id);
            } else {
                bulk.put(id, row.document());
            }
            if (bulk.size() >= site.bulkBytes()) {
                sender.send(bulk);
                bulk.clear();
            }
        }
        sender.send(bulk);
    }
}
