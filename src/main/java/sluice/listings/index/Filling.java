package sluice.listings.index;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import sluice.listings.index.generation.Note;
import sluice.listings.index.ranges.AllRanges;
import sluice.listings.index.rows.KeyRange;
import sluice.listings.index.rows.RowReader;
import sluice.listings.index.rows.Snapshot;
import sluice.listings.index.site.Site;
import sluice.opensearch.index.Bulk;
import sluice.opensearch.index.BulkSender;

/** Brings all listings of one moment into an index, and notes there how far it has come. */
final class Filling {

    private static final int ROWS_PER_RANGE = 3000;
    private static final long NOTE_EVERY = Duration.ofSeconds(5).toNanos();

    private final Site site;
    private final String index;
    private final Refused refused;
    private final BulkSender sender;
    private final AtomicLong lastNote = new AtomicLong(System.nanoTime());
    private Note note;

    Filling(Site site, String index, Note note, Refused refused) {
        this.site = site;
        this.index = index;
        this.note = note;
        this.refused = refused;
        this.sender = new BulkSender(site.cluster(), index, refused);
    }

    /** Goes on behind the last listing that was noted; gives the note as it stands at the end. */
    Note run() throws SQLException {
        try (Snapshot snapshot = site.snapshot()) {
            AllRanges ranges = new AllRanges(snapshot, note.through(), ROWS_PER_RANGE);
            long before = note.through() == Long.MIN_VALUE ? 0 : snapshot.countUpTo(note.through());
            try {
                site.crew().work(snapshot, ranges, before, snapshot.count(), (range, reader) -> {
                    fill(range, reader);
                    ranges.finished(range);
                    noteNowAndThen(ranges);
                });
            } finally {
                keep(ranges.through());
            }
            return note;
        }
    }

    private void fill(KeyRange range, RowReader reader) throws SQLException {
        Bulk bulk = new Bulk();
        reader.read(range, row -> {
            bulk.put(String.valueOf(row.id()), row.document());
            if (bulk.size() >= site.bulkBytes()) {
                send(bulk);
            }
        });
        send(bulk);
    }

    private void send(Bulk bulk) {
        sender.send(bulk);
        bulk.clear();
        refused.stopIfTooMany();
    }

    private void noteNowAndThen(AllRanges ranges) {
        long now = System.nanoTime();
        long last = lastNote.get();
        if (now - last > NOTE_EVERY && lastNote.compareAndSet(last, now)) {
            keep(ranges.through());
        }
    }

    private synchronized void keep(long through) {
        if (through != note.through()) {
            note = note.through(through);
            site.indices().note(index, note.json());
        }
    }
}
