package sluice.batch.copy.run;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import sluice.batch.BatchListener;
import sluice.batch.Checkpoint;
import sluice.batch.Pace;
import sluice.batch.StepKey;
import sluice.batch.Tally;
import sluice.batch.ledger.Checkpoints;

/** How far the streams of a copy have come together; each batch commits through it. Thread-safe. */
final class CopyProgress {

    private final StepKey key;
    private final Pace pace;
    private final BatchListener listener;
    private final long left;
    private final boolean catchesUp;
    private Checkpoint checkpoint;
    private long done;

    /**
     * @param found the checkpoint as the claim found it
     * @param keys that the source has
     */
    CopyProgress(StepKey key, Pace pace, BatchListener listener, Checkpoint found, long keys) {
        this.key = key;
        this.pace = pace;
        this.listener = listener;
        this.checkpoint = found;
        this.left = keys - found.rows();
        this.catchesUp = found.done();
    }

    synchronized Checkpoint checkpoint() {
        return checkpoint;
    }

    /**
     * Commits a batch together with the checkpoint.
     *
     * @param keys of the batch
     * @throws sluice.batch.trouble.Fenced if another runner took over; the batch is not committed
     */
    synchronized void commit(Connection connection, Tally tally, List<String> keys) throws SQLException {
        List<String> last = List.of(keys.get(keys.size() - 1));
        save(connection, checkpoint.after(last, tally));
        done += keys.size();
        // how many of the rows that are here have changed, nobody knows before the end
        listener.committed(key, checkpoint, catchesUp ? 0 : checkpoint.rows() + Math.max(0, left - done));
    }

    /** Commits the end of the run, with the rows that are set aside now. */
    synchronized void finish(Connection connection, long rejected) throws SQLException {
        save(
                connection,
                new Checkpoint(
                        checkpoint.lastKey(),
                        true,
                        checkpoint.rows(),
                        checkpoint.batches(),
                        rejected,
                        checkpoint.counts(),
                        checkpoint.fence()));
    }

    private void save(Connection connection, Checkpoint after) throws SQLException {
        new Checkpoints(connection, key, pace).save(after);
        connection.commit();
        checkpoint = after;
    }

    void notice(String message) {
        listener.notice(key, message);
    }
}
