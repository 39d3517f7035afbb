package sluice.batch.run;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import sluice.batch.Checkpoint;
import sluice.batch.Session;
import sluice.batch.StepKey;
import sluice.batch.Tally;
import sluice.batch.ledger.Claim;
import sluice.batch.ledger.Rejects;
import sluice.batch.trouble.BatchFailure;
import sluice.batch.trouble.Busy;
import sluice.batch.trouble.Fenced;
import sluice.batch.trouble.Stopped;
import sluice.batch.walk.Range;
import sluice.batch.walk.Walk;

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

    private final Session session;
    private final Connection connection;
    private Optional<Walked> soFar = Optional.empty();

    /** An engine on a session whose connection has autocommit off. */
    public Batches(Session session) {
        this.session = session;
        this.connection = session.connection();
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
        Transaction transaction = new Transaction(connection, session.pace(), walk);
        Checkpoint found = new Claim(session, key).take();
        Rest rest = new Rest(session, walk.map(Walk::table).orElse(""));
        Step step = new Step(session, key, transaction, rest, work, found);
        try {
            for (List<String> rejected : new Rejects(connection, key).all()) {
                refuseIfStopped(key, step.checkpoint());
                step.retry(rejected);
            }
            while (!step.checkpoint().done()) {
                refuseIfStopped(key, step.checkpoint());
                step.next();
            }
            connection.commit();
        } finally {
            soFar = Optional.of(new Walked(found, step.checkpoint()));
        }
        return soFar.get();
    }

    /** What the last run committed, also if it did not come to its end; empty if it never began. */
    public Optional<Walked> soFar() {
        return soFar;
    }

    private void refuseIfStopped(StepKey key, Checkpoint checkpoint) throws SQLException {
        if (session.isStopWanted()) {
            connection.rollback();
            throw new Stopped(key, checkpoint.rows());
        }
    }
}
