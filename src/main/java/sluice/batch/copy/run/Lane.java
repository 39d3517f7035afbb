package sluice.batch.copy.run;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import sluice.batch.Backoff;
import sluice.batch.Pace;
import sluice.batch.Tally;
import sluice.batch.copy.CopyBatch;
import sluice.batch.copy.source.Snapshot;
import sluice.batch.copy.target.Arrival;
import sluice.batch.copy.target.Refusals;
import sluice.batch.copy.target.Stages;
import sluice.batch.run.Transaction;
import sluice.batch.trouble.BatchFailure;
import sluice.sql.Failure;
import sluice.sql.Sql;

/** One stream of a copy: a session on each side, and what is done about troubles of a batch. Not thread-safe. */
final class Lane implements AutoCloseable {

    private static final String SESSION =
            "SELECT set_config('timezone', 'UTC', true), set_config('datestyle', 'ISO, YMD', true), "
                    + "set_config('intervalstyle', 'iso_8601', true)";

    /**
     * What all streams of a copy share.
     *
     * @param snapshot of the source
     * @param earlier keys that were set aside in an earlier run
     * @param refused rows set aside so far
     * @param took told how long a batch of so many keys took
     */
    record Shared(
            Snapshot snapshot,
            Pace pace,
            CopyProgress progress,
            Set<String> earlier,
            AtomicLong refused,
            BiConsumer<Integer, Duration> took) {}

    private final Shared shared;
    private final Connection target;
    private final Transaction transaction;
    private final Stages stages;
    private final Refusals refusals;
    private final Arrival arrival;
    private Connection source;

    Lane(Shared shared, Connection target, Stages stages, Refusals refusals, Arrival arrival) throws SQLException {
        this.shared = shared;
        this.target = target;
        this.transaction = new Transaction(target, shared.pace(), Optional.empty());
        this.stages = stages;
        this.refusals = refusals;
        this.arrival = arrival;
        target.commit();
    }

    /**
     * Copies a batch, or the halves of it until a bad row is alone.
     *
     * @throws BatchFailure if a trouble did not pass, or was none of a row's data
     * @throws SQLException if a connection is lost
     */
    void run(CopyBatch batch) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try {
                long start = System.nanoTime();
                copy(batch);
                shared.took().accept(batch.keys().size(), Duration.ofNanos(System.nanoTime() - start));
                return;
            } catch (SQLException trouble) {
                Failure kind = Failure.of(trouble);
                if (kind == Failure.LOST) {
                    throw trouble;
                }
                abandon();
                if (kind == Failure.TRANSIENT && attempt <= shared.pace().retries()) {
                    shared.progress().notice("try " + attempt + " after " + Failure.state(trouble));
                    Backoff.pause(Backoff.before(attempt));
                } else {
                    smaller(batch, kind, trouble);
                    return;
                }
            }
        }
    }

    private void smaller(CopyBatch batch, Failure kind, SQLException trouble) throws SQLException {
        if (kind == Failure.DATA && !batch.careful()) {
            run(batch.carefully());
        } else if ((kind == Failure.DATA || kind == Failure.TOO_LONG) && !batch.isSingle()) {
            for (CopyBatch half : batch.halves()) {
                run(half);
            }
        } else if (kind == Failure.DATA) {
            begin();
            refusals.add(batch.keys().get(0), trouble);
            commit(batch, new Tally(0, java.util.Map.of()));
        } else {
            throw new BatchFailure(
                    "The copy stopped at the keys " + batch.keys().get(0) + " to "
                            + batch.keys().get(batch.keys().size() - 1) + ". This batch was not kept. Correct what the"
                            + " server names and run the same command again; it continues here.",
                    trouble);
        }
    }

    private void copy(CopyBatch batch) throws SQLException {
        if (source == null) {
            source = shared.snapshot().join(shared.pace().statementTimeout().toMillis());
        }
        begin();
        long staged = stages.fill(batch, source);
        if (batch.keys().stream().anyMatch(shared.earlier()::contains)) {
            refusals.forget(batch.keys());
        }
        if (batch.kind() != CopyBatch.Kind.GONE) {
            refusals.apply(batch, staged);
        }
        commit(batch, arrival.write(batch));
    }

    private void begin() throws SQLException {
        transaction.begin();
        Sql.on(target).text(SESSION);
    }

    private void commit(CopyBatch batch, Tally tally) throws SQLException {
        shared.progress().commit(target, tally, batch.keys());
        shared.refused().addAndGet(refusals.taken());
    }

    /** Nothing of the batch is kept; a session of the source that may stand in the middle of a COPY is given up. */
    private void abandon() throws SQLException {
        refusals.taken();
        target.rollback();
        close();
    }

    /** Ends the session at the source; that at the target belongs to whoever opened it. */
    @Override
    public void close() throws SQLException {
        if (source != null) {
            source.close();
            source = null;
        }
    }
}
