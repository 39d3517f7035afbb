package sluice.batch.run;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sluice.batch.Backoff;
import sluice.batch.BatchListener;
import sluice.batch.Checkpoint;
import sluice.batch.Pace;
import sluice.batch.Session;
import sluice.batch.StepKey;
import sluice.batch.Tally;
import sluice.batch.ledger.Checkpoints;
import sluice.batch.ledger.Rejects;
import sluice.batch.trouble.BatchFailure;
import sluice.batch.walk.Range;
import sluice.sql.Failure;

/** One walk of one step, batch by batch: the state that changes, and what is done about troubles. Not thread-safe. */
final class Step {

    private static final long UNKNOWN = -1;

    private final Connection connection;
    private final StepKey key;
    private final Pace pace;
    private final BatchListener listener;
    private final Transaction transaction;
    private final Rest rest;
    private final Batches.Work work;
    private final BatchSize size;
    private final Rounds rounds;
    private long estimate = UNKNOWN;
    private final Map<String, Long> held = new LinkedHashMap<>();
    private Checkpoint checkpoint;
    private int attempt;

    Step(Session session, StepKey key, Transaction transaction, Rest rest, Batches.Work work, Checkpoint checkpoint) {
        this.connection = session.connection();
        this.key = key;
        this.pace = session.pace();
        this.listener = session.listener();
        this.transaction = transaction;
        this.rest = rest;
        this.work = work;
        this.size = new BatchSize(pace);
        this.rounds = new Rounds(transaction);
        this.checkpoint = checkpoint;
    }

    Checkpoint checkpoint() {
        return checkpoint;
    }

    /** Does the next batch, or learns that there is none. */
    void next() throws SQLException {
        Range range = null;
        try {
            rest.hold(key).forEach((noun, time) -> held.merge(noun, time, Long::sum));
            if (estimate == UNKNOWN) {
                transaction.begin(); // also planning waits for locks, and must not do so for ever
                if (checkpoint.lastKey().isEmpty()) {
                    transaction.examine(key).ifPresent(notice -> listener.notice(key, notice));
                }
                estimate = checkpoint.rows() + transaction.estimate(checkpoint.lastKey());
            }
            range = rounds.next(checkpoint.lastKey(), size.next());
            long start = System.nanoTime();
            commit(range == null ? checkpoint.finished() : checkpoint.after(range.to(), work.apply(connection, range)));
            if (range != null) {
                rounds.passed(range.rows());
                size.took(range.rows(), Duration.ofNanos(System.nanoTime() - start));
                rest.pause();
            } else if (rounds.leftSomeBehind()) {
                listener.notice(key, "rows were appended as fast as they were changed; the last of them are left");
            }
        } catch (SQLException trouble) {
            recover(trouble, range);
        }
    }

    /** Tries a key that was set aside earlier; one that is still bad stays set aside. */
    void retry(List<String> rejected) throws SQLException {
        try {
            transaction.begin();
            Tally tally = work.apply(connection, Range.of(rejected));
            new Rejects(connection, key).remove(rejected);
            commit(checkpoint.recovered(tally));
        } catch (SQLException trouble) {
            if (Failure.of(trouble) != Failure.DATA) {
                throw trouble;
            }
            connection.rollback();
        }
    }

    private void commit(Checkpoint after) throws SQLException {
        Checkpoint saved = held.isEmpty() ? after : after.counting(held);
        if (saved.done()) {
            transaction.durable();
        } else {
            rest.look();
        }
        new Checkpoints(connection, key, pace).save(saved);
        connection.commit();
        checkpoint = saved;
        held.clear();
        attempt = 0;
        listener.committed(key, checkpoint, Math.max(0, estimate));
    }

    private void recover(SQLException trouble, Range range) throws SQLException {
        Failure kind = Failure.of(trouble);
        if (kind == Failure.LOST) {
            throw trouble;
        }
        connection.rollback();
        boolean single = range == null || range.isSingle();
        if (kind == Failure.TRANSIENT && attempt < pace.retries()) {
            again(trouble, single ? 0 : range.rows());
        } else if (kind == Failure.DATA && !single) {
            size.failed(range.rows());
        } else if (kind == Failure.TOO_LONG && !single) {
            size.tooMany(range.rows());
            listener.notice(key, range.rows() + " rows took longer than the statement timeout; trying fewer");
        } else if (kind == Failure.DATA && range != null && transaction.walks()) {
            reject(range, trouble);
        } else {
            throw new BatchFailure(told(kind, range), trouble);
        }
    }

    private void again(SQLException trouble, long rows) {
        attempt++;
        if (attempt > 1 && rows > 1) {
            size.tooMany(rows); // fewer rows meet fewer locks
        }
        listener.notice(key, "try " + attempt + " of " + pace.retries() + " after " + Failure.state(trouble));
        Backoff.pause(Backoff.before(attempt));
    }

    private void reject(Range range, SQLException reason) throws SQLException {
        transaction.begin();
        new Rejects(connection, key).add(range.to(), reason);
        commit(checkpoint.without(range.to()));
        size.isolated();
        listener.notice(key, "set aside " + range.to() + ": " + Failure.state(reason));
    }

    private String told(Failure kind, Range range) {
        String next = switch (kind) {
            case TRANSIENT -> "It did not pass in " + pace.retries() + " tries; run again when the table is quieter.";
            case TOO_LONG ->
                range == null
                        ? "Finding the next rows takes longer than sluice.statementTimeout; raise it, or walk by a key "
                                + "that an index of the table begins with."
                        : "A single key takes longer than sluice.statementTimeout; raise it.";
            default -> "Correct what the server names and run the same command again; it continues here.";
        };
        return key.changeset() + " stopped" + transaction.place() + " after " + checkpoint.rows()
                + " rows, which are kept. This batch was not kept. " + next;
    }
}
