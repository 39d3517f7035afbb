package sluice.batch;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import sluice.sql.Sql;

/** The time between two batches: the pause that is configured, and holds while the server is under pressure. */
public final class Rest {

    private static final Duration SLICE = Duration.ofMillis(200);

    private final Connection connection;
    private final String table;
    private final Pace pace;
    private final Throttle throttle;
    private final BatchListener listener;
    private final BooleanSupplier stopWanted;

    /** Rests on a connection that is outside any transaction meanwhile. */
    public Rest(
            Connection connection,
            String table,
            Pace pace,
            Throttle throttle,
            BatchListener listener,
            BooleanSupplier stopWanted) {
        this.connection = connection;
        this.table = table;
        this.pace = pace;
        this.throttle = throttle;
        this.listener = listener;
        this.stopWanted = stopWanted;
    }

    /** The configured pause; ends early if a stop is wanted. A session that rests for long still shows that it lives. */
    public void pause() throws SQLException {
        long end = System.nanoTime() + pace.pause().toNanos();
        long sign = System.nanoTime() + pace.lease().toNanos() / 4;
        for (long left = pace.pause().toNanos();
                left > 0 && !stopWanted.getAsBoolean();
                left = end - System.nanoTime()) {
            Backoff.pause(Duration.ofNanos(Math.min(left, SLICE.toNanos())));
            if (System.nanoTime() > sign) {
                Sql.on(connection).text("SELECT 1");
                connection.rollback();
                sign += pace.lease().toNanos() / 4;
            }
        }
    }

    /** Waits while there is a reason to, and tells for how many milliseconds, by a noun per reason. */
    public Map<String, Long> hold(StepKey key) throws SQLException {
        Map<String, Long> held = new LinkedHashMap<>();
        Optional<Throttle.Hold> hold = ask(key);
        String told = "";
        while (hold.isPresent() && !stopWanted.getAsBoolean()) {
            long start = System.nanoTime();
            String indicator = hold.get().indicator();
            if (!told.equals(indicator)) {
                listener.notice(key, "holding: " + hold.get().told());
                told = indicator;
            }
            Backoff.pause(SLICE);
            hold = ask(key);
            held.merge("ms held: " + indicator, (System.nanoTime() - start) / 1_000_000, Long::sum);
        }
        if (!held.isEmpty()) {
            listener.notice(key, "going on after " + held);
        }
        return held;
    }

    /** Looks at the server while the batch holds its locks. */
    void look() throws SQLException {
        throttle.look(connection);
    }

    private Optional<Throttle.Hold> ask(StepKey key) throws SQLException {
        if (throttle == Throttle.NONE) {
            return Optional.empty();
        }
        Optional<Throttle.Hold> hold = throttle.hold(connection, table, message -> listener.notice(key, message));
        connection.rollback();
        return hold;
    }
}
