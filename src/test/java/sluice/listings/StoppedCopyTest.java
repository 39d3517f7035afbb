package sluice.listings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.Test;
import sluice.environment.Key;
import sluice.task.request.ProgressListener;
import sluice.task.request.Report;
import sluice.task.request.Request.Action;
import sluice.task.worker.IsolatedWorker;

/** A copy that is stopped while several streams are at work. */
final class StoppedCopyTest {

    private static final String COPIED = "SELECT count(*) FROM listings.listings";

    private final AtomicBoolean stop = new AtomicBoolean();
    private final AtomicLong largestEstimate = new AtomicLong();

    @Test
    void tellsExactlyTheRowsThatAreKeptAndGoesOnAfterThem() {
        try (Move move = new Move();
                IsolatedWorker worker = new IsolatedWorker(stop::get)) {
            move.with(Key.BATCH_SIZE, "5")
                    .with(Key.BATCH_SIZE_MAX, "10")
                    .monolith("STREAMS", "3")
                    .atSource("""
                    INSERT INTO c2c_listings (id, user_id, category_id, title, price, created_at, updated_at)
                    SELECT n, 7, 1002, 'Article ' || n, 1, '2025-12-01', '2025-12-01' FROM generate_series(3001, 3600) n""");

            Report stopped = worker.run(move.request(Action.UPDATE, ""), listener(rows -> rows > 20));

            long kept = Long.parseLong(move.value(COPIED));
            assertThat(stopped.outcome()).as(stopped.error()).isEqualTo("stopped");
            assertThat(kept).isBetween(21L, 599L);
            assertThat(stopped.error()).contains("after " + kept + " rows, which are kept");
            assertThat(stopped.rows()).isEqualTo(kept);
            assertThat(stopped.counts()).containsEntry("listings copied", kept);

            stop.set(false);
            Report finished = worker.run(move.request(Action.UPDATE, ""), listener(rows -> false));

            long all = Long.parseLong(move.value(COPIED));
            assertThat(finished.error()).isEmpty();
            assertThat(finished.rows()).isEqualTo(all - kept);
            assertThat(largestEstimate.get())
                    .isBetween(all, all + 10); // some of the monolith's rows must not be copied
        }
    }

    private ProgressListener listener(LongPredicate enough) {
        return new ProgressListener() {
            @Override
            public void rows(String changeset, long rows, long estimate) {
                largestEstimate.accumulateAndGet(estimate, Math::max);
                if (changeset.equals(Move.COPY) && enough.test(rows)) {
                    stop.set(true);
                }
            }
        };
    }
}
