package sluice.batch;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import sluice.batch.run.Batches;
import sluice.batch.run.Walked;
import sluice.batch.walk.Range;
import sluice.batch.walk.Walk;
import sluice.sql.Failure;
import sluice.sql.Sql;

/** A process that adds one to every row, in small batches, and goes on after a lost connection; there to be killed. */
final class IncrementRunner {

    static final Pace PACE = new Pace(
            50,
            50,
            50,
            Duration.ofMillis(500),
            Duration.ofMillis(2),
            Duration.ofSeconds(2),
            Duration.ofMinutes(1),
            8,
            Duration.ofSeconds(1),
            Duration.ofHours(1));

    private IncrementRunner() {}

    public static void main(String[] arguments) {
        StepKey key = new StepKey(arguments[1], 1);
        for (int attempt = 1; attempt <= 100; attempt++) {
            try (Connection connection = DriverManager.getConnection(arguments[0], "postgres", "not-checked")) {
                connection.setAutoCommit(false);
                run(connection, key, PACE, BatchListener.NONE);
                return;
            } catch (SQLException trouble) {
                if (Failure.of(trouble) != Failure.LOST) {
                    throw new IllegalStateException(trouble);
                }
                Backoff.pause(Backoff.before(Math.min(attempt, 4)));
            }
        }
        throw new IllegalStateException("The server did not come back.");
    }

    static Walked run(Connection connection, StepKey key, Pace pace, BatchListener listener) throws SQLException {
        return new Batches(new Session(connection, pace, listener, () -> false))
                .run(key, new Walk("counters", Key.of("id"), ""), IncrementRunner::increment);
    }

    /** Not idempotent on purpose: a batch that is done twice shows. */
    static Tally increment(Connection connection, Range range) throws SQLException {
        return new Tally(
                Sql.on(connection)
                        .update(
                                "UPDATE counters SET x = x + 1 WHERE id >= CAST(? AS integer) AND id <= CAST(? AS integer)",
                                range.from().get(0),
                                range.to().get(0)),
                Map.of());
    }
}
