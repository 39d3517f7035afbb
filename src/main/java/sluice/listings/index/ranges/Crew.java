package sluice.listings.index.ranges;

import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import sluice.listings.index.rows.KeyRange;
import sluice.listings.index.rows.RowReader;
import sluice.listings.index.rows.Snapshot;

/** Several threads at ranges of one snapshot, each on a session of its own; the first trouble ends all of them. */
public final class Crew {

    /** What is done with a range. */
    @FunctionalInterface
    public interface Work {
        /** Does it. */
        void on(KeyRange range, RowReader reader) throws SQLException;
    }

    private final int size;
    private final Watcher watcher;

    /** A crew of so many. */
    public Crew(int size, Watcher watcher) {
        this.size = size;
        this.watcher = watcher;
    }

    /**
     * Works until the ranges or the patience of the watcher end.
     *
     * @param before documents that were done with before
     * @param estimate documents in all
     * @return documents done with, those before included
     */
    public long work(Snapshot snapshot, Ranges ranges, long before, long estimate, Work work) throws SQLException {
        AtomicLong done = new AtomicLong(before);
        ExecutorService threads = Executors.newFixedThreadPool(size);
        ExecutorCompletionService<Void> ends = new ExecutorCompletionService<>(threads);
        try {
            for (int member = 0; member < size; member++) {
                ends.submit(() -> {
                    turn(snapshot, ranges, work, done, estimate);
                    return null;
                });
            }
            await(ends, ranges);
        } finally {
            threads.shutdownNow();
        }
        return done.get();
    }

    private void turn(Snapshot snapshot, Ranges ranges, Work work, AtomicLong done, long estimate) throws SQLException {
        try (RowReader reader = snapshot.reader()) {
            for (Optional<KeyRange> range = ranges.next();
                    range.isPresent() && !watcher.stopWanted();
                    range = ranges.next()) {
                work.on(range.get(), reader);
                watcher.documents(done.addAndGet(range.get().rows()), estimate);
            }
        } finally {
            // whoever ends early ends it for all
            ranges.end();
        }
    }

    private void await(ExecutorCompletionService<Void> ends, Ranges ranges) throws SQLException {
        Throwable trouble = null;
        for (int member = 0; member < size; member++) {
            try {
                ends.take().get();
            } catch (ExecutionException failed) {
                ranges.end();
                trouble = trouble == null ? failed.getCause() : trouble;
            } catch (InterruptedException stop) {
                ranges.end();
                Thread.currentThread().interrupt();
                trouble = trouble == null ? stop : trouble;
            }
        }
        if (trouble instanceof SQLException sql) {
            throw sql;
        }
        if (trouble instanceof RuntimeException ours) {
            throw ours;
        }
        if (trouble != null) {
            throw new IllegalStateException(trouble);
        }
    }
}
