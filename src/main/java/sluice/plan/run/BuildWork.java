package sluice.plan.run;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import sluice.batch.Backoff;
import sluice.batch.BatchListener;
import sluice.batch.Pace;
import sluice.batch.Session;
import sluice.batch.StepKey;
import sluice.batch.trouble.BatchFailure;
import sluice.plan.Build;
import sluice.plan.sql.Markers;
import sluice.sql.Failure;
import sluice.sql.Literal;
import sluice.sql.Sql;

/** Runs the statements of a {@link Build}, each by itself. */
final class BuildWork {

    // A build waits for every older transaction: a short limit would cancel it and leave an invalid index.
    private static final String PATIENT = "SET lock_timeout = %1$s; SET statement_timeout = %1$s";
    private static final String AS_BEFORE = "RESET lock_timeout; RESET statement_timeout";

    private final Connection connection;
    private final Pace pace;
    private final BatchListener listener;
    private final StepKey key;
    private final Stoppable stoppable;

    BuildWork(Session session, StepKey key) {
        this.stoppable = new Stoppable(session, key.changeset());
        this.connection = session.connection();
        this.pace = session.pace();
        this.listener = session.listener();
        this.key = key;
    }

    /** @throws BatchFailure if a statement fails for good */
    void run(Build build, String changeset) throws SQLException {
        String query = Markers.once(build.query(), Literal.of(changeset));
        String limit = String.valueOf(pace.buildTimeout().toMillis());
        connection.rollback();
        connection.setAutoCommit(true);
        try {
            Sql.on(connection).run(PATIENT.formatted(limit));
            for (int attempt = 1; !done(query, attempt); attempt++) {
                Backoff.pause(Backoff.before(attempt));
            }
            Sql.on(connection).run(AS_BEFORE);
        } finally {
            if (!connection.isClosed()) {
                connection.setAutoCommit(false);
            }
        }
    }

    /** False after a trouble that may pass; the query is then asked again, for what is left. */
    private boolean done(String query, int attempt) throws SQLException {
        for (String statement : statements(query)) {
            try {
                listener.notice(key, statement);
                stoppable.run(statement);
            } catch (SQLException trouble) {
                if (Failure.of(trouble) == Failure.LOST) {
                    throw trouble;
                }
                if (Failure.of(trouble) != Failure.TRANSIENT || attempt > pace.retries()) {
                    throw new BatchFailure(
                            key.changeset() + " stopped at: " + statement
                                    + ". Correct what the server names and run the same command again; it continues here.",
                            trouble);
                }
                return false;
            }
        }
        return true;
    }

    private List<String> statements(String query) throws SQLException {
        return Sql.on(connection).rows(query, row -> row.getString(1));
    }
}
