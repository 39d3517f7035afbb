package sluice.batch.run;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import sluice.batch.Backoff;
import sluice.batch.Session;
import sluice.batch.StepKey;
import sluice.batch.Throttle;
import sluice.sql.Sql;

/** The time between two batches: the pause that is configured, and holds while the server is under pressure. */
public final class Rest {

    private static final Duration SLICE = Duration.ofMillis(200);

    private final Session session;
    private final Connection connection;
    private final String table;

    /**
     * Rests on a session that is outside any transaction meanwhile.
     *
     * @param table that is walked, for the throttle; empty if none is
     */
    public Rest(Session session, String table) {
        this.session = session;
        this.connection = session.connection();
        this.table = table;
    }

    /** The configured pause; ends early if a stop is wanted. A session that rests for long still shows that it lives. */
    public void pause() throws SQLException {
        long end = System.nanoTime() + session.pace().pause().toNanos();
        long sign = System.nanoTime() + session.pace().lease().toNanos() / 4;
        for (long left = session.pace().pause().toNanos();
                left > 0 && !session.isStopWanted();
                left = end - System.nanoTime()) {
            Backoff.pause(Duration.ofNanos(Math.min(left, SLICE.toNanos())));
            if (System.nanoTime() > sign) {
                Sql.on(connection).text("SELECT 1");
                connection.rollback();
                sign += session.pace().lease().toNanos() / 4;
            }
        }
    }

    /** Waits while there is a reason to, and tells for how many milliseconds, by a noun per reason. */
    public Map<String, Long> hold(StepKey key) throws SQLException {
        Map<String, Long> held = new LinkedHashMap<>();
        Optional<Throttle.Hold> hold = ask(key);
        String told = "";
        while (hold.isPresent() && !session.isStopWanted()) {
            long start = System.nanoTime();
            String indicator = hold.get().indicator();
            if (!told.equals(indicator)) {
                session.listener().notice(key, "holding: " + hold.get().told());
                told = indicator;
            }
            Backoff.pause(SLICE);
            hold = ask(key);
            held.merge("ms held: " + indicator, (System.nanoTime() - start) / 1_000_000, Long::sum);
        }
        if (!held.isEmpty()) {
            session.listener().notice(key, "going on after " + held);
        }
        return held;
    }

    /** Looks at the server while the batch holds its locks. */
    void look() throws SQLException {
        session.throttle().look(connection);
    }

    private Optional<Throttle.Hold> ask(StepKey key) throws SQLException {
        if (session.throttle() == Throttle.NONE) {
            return Optional.empty();
        }
        Optional<Throttle.Hold> hold = session.throttle()
                .hold(connection, table, message -> session.listener().notice(key, message));
        connection.rollback();
        return hold;
    }
}
