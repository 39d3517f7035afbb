package sluice.plan.run;

import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.postgresql.PGConnection;
import sluice.batch.Session;
import sluice.batch.trouble.Stopped;
import sluice.sql.Sql;

/** A statement that may take hours and can't be cut into batches: once a stop is wanted, the server is asked to cancel it. */
final class Stoppable {

    private static final long LOOK_MILLIS = 200;

    private final Session session;
    private final String what;

    /** @param what is stopped, for the message, e.g. the name of the changeset */
    Stoppable(Session session, String what) {
        this.session = session;
        this.what = what;
    }

    /**
     * Runs it on the connection.
     *
     * @throws Stopped if it was cancelled because a stop was wanted; the server has undone what it had begun, but an
     *     invalid index is left to be swept
     */
    long run(String statement) throws SQLException {
        CountDownLatch ended = new CountDownLatch(1);
        Thread watcher = new Thread(() -> watch(ended), "sluice-stop");
        watcher.setDaemon(true);
        watcher.start();
        try {
            return Sql.on(session.connection()).run(statement);
        } catch (SQLException trouble) {
            if (session.isStopWanted() && "57014".equals(trouble.getSQLState())) {
                throw Stopped.whole(what);
            }
            throw trouble;
        } finally {
            ended.countDown();
            join(watcher); // a late cancel must not meet the next statement
        }
    }

    private void watch(CountDownLatch ended) {
        try {
            while (!ended.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                if (session.isStopWanted()) {
                    session.connection().unwrap(PGConnection.class).cancelQuery();
                }
            }
        } catch (SQLException | InterruptedException gone) {
            // then it ends when it ends
        }
    }

    private static void join(Thread watcher) {
        boolean interrupted = false;
        while (watcher.isAlive()) {
            try {
                watcher.join();
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
