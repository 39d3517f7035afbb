package sluice.batch.throttle;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import sluice.sql.Sql;

/**
 * How far the slowest replica is behind. The server's own measure stands still while a replica does not answer, so we
 * remember when the log was where, too.
 */
final class ReplicaLag implements Indicator {

    private static final String QUERY = """
            SELECT CAST(pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0') AS bigint),
                CAST(min(pg_wal_lsn_diff(replay_lsn, '0/0')) AS bigint),
                CAST(COALESCE(max(extract(epoch FROM replay_lag)), 0) * 1000 AS bigint),
                count(*) FILTER (WHERE state IS NULL)
            FROM pg_stat_replication WHERE state IS DISTINCT FROM 'backup'
            """;

    private record Sample(long nanos, long position) {}

    private final Duration most;
    private final Deque<Sample> notReplayed = new ArrayDeque<>();

    ReplicaLag(Duration most) {
        this.most = most;
    }

    @Override
    public String name() {
        return "replica lag";
    }

    @Override
    public Optional<String> trouble(Sql sql, String table) throws SQLException {
        List<Long> found = sql.first(QUERY, row -> {
                    long replayed = row.getLong(2);
                    long slowest = row.wasNull() ? Long.MAX_VALUE : replayed; // no replica: nothing is behind
                    return List.of(row.getLong(1), slowest, row.getLong(3), row.getLong(4));
                })
                .orElseThrow();
        if (found.get(3) > 0) {
            throw new Hidden("membership of pg_monitor");
        }
        long lag = Math.max(observed(found.get(0), found.get(1)), found.get(1) < found.get(0) ? found.get(2) : 0);
        return lag <= most.toMillis()
                ? Optional.empty()
                : Optional.of("a replica lags " + lag + " ms behind, at most " + most.toMillis() + " ms");
    }

    /** Milliseconds since the log was first seen at a position that is not replayed yet. */
    private long observed(long position, long replayed) {
        long now = System.nanoTime();
        while (!notReplayed.isEmpty() && notReplayed.getFirst().position() <= replayed) {
            notReplayed.removeFirst();
        }
        if (position > replayed
                && (notReplayed.isEmpty() || notReplayed.getLast().position() < position)) {
            notReplayed.addLast(new Sample(now, position));
        }
        return notReplayed.isEmpty() ? 0 : (now - notReplayed.getFirst().nanos()) / 1_000_000;
    }
}
