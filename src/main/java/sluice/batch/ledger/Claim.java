package sluice.batch.ledger;

import java.sql.SQLException;
import java.util.Optional;
import sluice.batch.Backoff;
import sluice.batch.Checkpoint;
import sluice.batch.Session;
import sluice.batch.StepKey;
import sluice.batch.trouble.Busy;
import sluice.batch.trouble.Stopped;
import sluice.sql.Failure;

/** Takes a step for this runner, or waits for the one that has it. */
public final class Claim {

    private final Session session;
    private final StepKey key;

    /** A claim on a session that stays for as long as the step is worked on. */
    public Claim(Session session, StepKey key) {
        this.session = session;
        this.key = key;
    }

    /**
     * The checkpoint as it was found, now ours.
     *
     * @throws Stopped if a stop was wanted meanwhile
     * @throws Busy if another runner works on the step and goes on giving signs of life
     */
    public Checkpoint take() throws SQLException {
        long end = System.nanoTime() + session.pace().lease().toNanos() * 2;
        for (int attempt = 1; ; attempt++) {
            Optional<Checkpoint> claimed = now();
            if (claimed.isPresent()) {
                return claimed.get();
            }
            if (session.isStopWanted()) {
                throw new Stopped(key, 0);
            }
            if (System.nanoTime() > end) {
                throw new Busy(key);
            }
            if (attempt == 1) {
                session.listener()
                        .notice(key, "another runner works on this; waiting for it to end or to give no sign of life");
            }
            Backoff.pause(Backoff.before(attempt));
        }
    }

    /** A row lock on the checkpoint belongs to a batch that is being committed, or to a runner that fell silent in one. */
    private Optional<Checkpoint> now() throws SQLException {
        try {
            Optional<Checkpoint> claimed = new Checkpoints(session.connection(), key, session.pace()).claim();
            session.connection().commit();
            return claimed;
        } catch (SQLException trouble) {
            if (Failure.of(trouble) != Failure.TRANSIENT) {
                throw trouble;
            }
            session.connection().rollback();
            return Optional.empty();
        }
    }
}
