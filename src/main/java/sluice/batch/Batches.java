package sluice.batch;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import sluice.sql.Failure;

/**
 * Walks a table and does the work of each range in one transaction with its checkpoint: killed at any point it loses the
 * running batch at most, and repeats nothing. Not thread-safe: it owns the connection while it runs.
 */
public final class Batches {

    /** What is done to the rows of a range, inside the batch's transaction; it must not commit. */
    @FunctionalInterface
    public interface Work {
        /** Changes the rows of the range and tells what it did. */
        Tally apply(Connection connection, Range range) throws SQLException;
    }

    private final Connection connection;
    private final Pace pace;
    private final BatchListener listener;
    private final BooleanSupplier stopWanted;

    /**
     * An engine on a connection with autocommit off.
     *
     * @param stopWanted asked before each batch; once it says yes, the walk ends with {@link Stopped}
     */
    public Batches(Connection connection, Pace pace, BatchListener listener, BooleanSupplier stopWanted) {
        this.connection = connection;
        this.pace = pace;
        this.listener = listener;
        this.stopWanted = stopWanted;
    }

    /**
     * Walks to the end, from wherever the step's checkpoint stands; keys that were set aside earlier are tried first.
     *
     * @throws Stopped if a stop was wanted
     * @throws Busy if another runner works on the step and goes on giving signs of life
     * @throws Fenced if another runner took over
     * @throws BatchFailure if a trouble did not pass, or was none of a row's data
     * @throws SQLException if the connection is lost; on a new one the same call goes on
     */
    public Walked run(StepKey key, Walk walk, Work work) throws SQLException {
        return run(key, Optional.of(walk), work);
    }

    /**
     * Does a piece of work that has no ranges, once, in one transaction; errors are those of {@link #run}. A row that is
     * to blame fails it, since nothing smaller can be tried.
     */
    public Walked once(StepKey key, Work work) throws SQLException {
        return run(key, Optional.empty(), work);
    }

    private Walked run(StepKey key, Optional<Walk> walk, Work work) throws SQLException {
        Transaction transaction = new Transaction(connection, pace, walk);
        Checkpoint checkpoint = claim(key);
        Step step = new Step(key, walk, work, transaction, new BatchSize(pace), checkpoint);
        for (List<String> rejected : new Rejects(connection, key).all()) {
            step.retry(rejected);
        }
        while (!step.checkpoint.done()) {
            if (stopWanted.getAsBoolean()) {
                throw new Stopped(key, step.checkpoint.rows());
            }
            step.next();
        }
        connection.commit();
        return new Walked(checkpoint, step.checkpoint);
    }

    private Checkpoint claim(StepKey key) throws SQLException {
        long end = System.nanoTime() + pace.lease().toNanos() * 2;
        for (int attempt = 1; ; attempt++) {
            Optional<Checkpoint> claimed = new Checkpoints(connection, key, pace).claim();
            connection.commit();
            if (claimed.isPresent()) {
                return claimed.get();
            }
            if (stopWanted.getAsBoolean()) {
                throw new Stopped(key, 0);
            }
            if (System.nanoTime() > end) {
                throw new Busy(key);
            }
            if (attempt == 1) {
                listener.notice(key, "another runner works on this; waiting for it to end or to give no sign of life");
            }
            Backoff.pause(Backoff.before(attempt));
        }
    }

    /** One walk of one step: the state that changes from batch to batch. */
    private final class Step {
        private final StepKey key;
        private final Optional<Walk> walk;
        private final Work work;
        private final Transaction transaction;
        private final BatchSize size;
        private final long estimate;
        private Checkpoint checkpoint;
        private int attempt;

        Step(
                StepKey key,
                Optional<Walk> walk,
                Work work,
                Transaction transaction,
                BatchSize size,
                Checkpoint checkpoint)
                throws SQLException {
            this.key = key;
            this.walk = walk;
            this.work = work;
            this.transaction = transaction;
            this.size = size;
            this.checkpoint = checkpoint;
            this.estimate = checkpoint.done() ? checkpoint.rows() : checkpoint.rows() + transaction.estimate();
        }

        void next() throws SQLException {
            Range range = null;
            try {
                long start = System.nanoTime();
                range = transaction.begin(checkpoint.lastKey(), size.next());
                Checkpoint after = range == null
                        ? checkpoint.finished()
                        : checkpoint.after(range.to(), work.apply(connection, range));
                commit(after);
                size.took(range == null ? 0 : range.rows(), Duration.ofNanos(System.nanoTime() - start));
                Backoff.pause(range == null ? Duration.ZERO : pace.pause());
            } catch (SQLException trouble) {
                recover(trouble, range);
            }
        }

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
            new Checkpoints(connection, key, pace).save(after);
            connection.commit();
            checkpoint = after;
            attempt = 0;
            listener.committed(key, checkpoint, estimate);
        }

        private void recover(SQLException trouble, Range range) throws SQLException {
            Failure kind = Failure.of(trouble);
            if (kind == Failure.LOST) {
                throw trouble;
            }
            connection.rollback();
            boolean single = range == null || range.isSingle();
            if (kind == Failure.TRANSIENT && attempt < pace.retries()) {
                attempt++;
                listener.notice(key, "try " + attempt + " of " + pace.retries() + " after " + Failure.state(trouble));
                Backoff.pause(Backoff.before(attempt));
            } else if ((kind == Failure.DATA || kind == Failure.TOO_LONG) && !single) {
                size.failed(range.rows());
            } else if (kind == Failure.DATA && range != null && walk.isPresent()) {
                reject(range, trouble);
            } else {
                throw new BatchFailure(told(kind), trouble);
            }
        }

        private void reject(Range range, SQLException reason) throws SQLException {
            transaction.begin();
            new Rejects(connection, key).add(range.to(), reason);
            commit(checkpoint.without(range.to()));
            size.isolated();
            listener.notice(key, "set aside " + range.to() + ": " + Failure.state(reason));
        }

        private String told(Failure kind) {
            String next = switch (kind) {
                case TRANSIENT ->
                    "It did not pass in " + pace.retries() + " tries; run again when the table is quieter.";
                case TOO_LONG -> "A single key takes longer than sluice.statementTimeout; raise it.";
                default -> "Correct what the server names and run the same command again; it continues here.";
            };
            return key.changeset() + " stopped"
                    + walk.map(w -> " at table " + w.table()).orElse("") + " after " + checkpoint.rows()
                    + " rows, which are kept. This batch was not kept. " + next;
        }
    }
}
