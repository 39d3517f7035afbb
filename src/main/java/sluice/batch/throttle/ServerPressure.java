package sluice.batch.throttle;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import sluice.batch.Throttle;
import sluice.sql.Failure;
import sluice.sql.Sql;

/** All indicators as one throttle; asks the server at most once a second. Not thread-safe: one per run. */
public final class ServerPressure implements Throttle {

    private static final long EVERY = Duration.ofSeconds(1).toNanos();
    private static final String LIMITS =
            "SELECT set_config('statement_timeout', '5000', true), set_config('lock_timeout', '1000', true)";

    private final List<Indicator> indicators;
    private final Waiters waiters = new Waiters();
    private Optional<Hold> last = Optional.empty();
    private String lastTable = "";
    private long asked = System.nanoTime() - EVERY;
    private long looked = System.nanoTime() - EVERY;

    /**
     * All indicators.
     *
     * @param lag a replica may lag so much
     * @param archive so many WAL files may await archiving
     * @param query the operator's own; a row means hold
     */
    public ServerPressure(Duration lag, int archive, Optional<String> query) {
        indicators = new ArrayList<>(List.of(new ReplicaLag(lag), new ArchiveBacklog(archive), new Vacuum(), waiters));
        query.ifPresent(text -> indicators.add(new OwnQuery(text)));
    }

    @Override
    public Optional<Hold> hold(Connection connection, String table, Consumer<String> notice) throws SQLException {
        if (System.nanoTime() - asked < EVERY && table.equals(lastTable)) {
            return last;
        }
        Sql sql = Sql.on(connection);
        sql.run("SET TRANSACTION READ ONLY");
        sql.text(LIMITS);
        last = first(sql, connection, table, notice);
        lastTable = table;
        asked = System.nanoTime();
        return last;
    }

    @Override
    public void look(Connection connection) throws SQLException {
        if (System.nanoTime() - looked >= EVERY) {
            waiters.look(Sql.on(connection));
            looked = System.nanoTime();
            if (waiters.saw()) {
                asked -= EVERY; // the next batch asks at once
            }
        }
    }

    private Optional<Hold> first(Sql sql, Connection connection, String table, Consumer<String> notice)
            throws SQLException {
        for (Indicator indicator : List.copyOf(indicators)) {
            try {
                Optional<String> trouble = indicator.trouble(sql, table);
                if (trouble.isPresent()) {
                    return Optional.of(new Hold(indicator.name(), trouble.get()));
                }
            } catch (SQLException hidden) {
                if (Failure.of(hidden) != Failure.OTHER) {
                    throw hidden;
                }
                connection.rollback();
                indicators.remove(indicator);
                notice.accept(
                        "not throttled by " + indicator.name() + ", which this role can't see: " + hidden.getMessage());
            }
        }
        return Optional.empty();
    }
}
