package sluice.batch.ledger;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sluice.batch.Checkpoint;
import sluice.batch.Pace;
import sluice.batch.StepKey;
import sluice.batch.trouble.Fenced;
import sluice.sql.Sql;

/** The table {@code sluice_checkpoint}: who works on a step, and how far it has come. */
public final class Checkpoints {

    private static final String OWNER = """
            a.pid = CAST(split_part(c.owner, '@', 1) AS integer)
              AND (a.backend_start IS NULL
                   OR CAST(extract(epoch FROM a.backend_start) AS text) = split_part(c.owner, '@', 2))""";
    // A runner that works is busy on the server, or was a moment ago; of another role's session nothing is shown.
    private static final String SILENT = """
            (a.state IS NULL OR (a.state <> 'active' OR a.wait_event_type = 'Client')
              AND a.state_change < clock_timestamp() - CAST(? AS interval))""";
    // A silent session that we may end is ended first, below. One that is no longer there can't come back; one of
    // another role hides its start, and is taken for alive.
    private static final String CLAIM = """
            INSERT INTO sluice_checkpoint AS c (changeset, step, owner, lease_until)
            SELECT ?, ?, me.owner, clock_timestamp() + CAST(? AS interval)
            FROM (SELECT pid || '@' || extract(epoch FROM backend_start) AS owner
                  FROM pg_stat_activity WHERE pid = pg_backend_pid()) me
            ON CONFLICT (changeset, step) DO UPDATE
            SET owner = excluded.owner, lease_until = excluded.lease_until, fence = c.fence + 1
            WHERE c.owner = excluded.owner
               OR NOT EXISTS (SELECT FROM pg_stat_activity a WHERE %s)
               OR c.lease_until < clock_timestamp() AND EXISTS (
                    SELECT FROM pg_stat_activity a WHERE %s AND %s AND NOT pg_has_role(a.usesysid, 'USAGE'))
            RETURNING last_key, status = 'done', rows, batches, rejected, fence
            """.formatted(OWNER, OWNER, SILENT);
    // The zombie's locks must not outlive it: its fence holds it back, but its open transaction would hold others.
    private static final String END_SILENT = """
            SELECT count(pg_terminate_backend(a.pid, 2000))
            FROM sluice_checkpoint c JOIN pg_stat_activity a ON %s
            WHERE c.changeset = ? AND c.step = ? AND c.lease_until < clock_timestamp() AND a.pid <> pg_backend_pid()
              AND a.state IS NOT NULL AND %s AND pg_has_role(a.usesysid, 'USAGE')
            """.formatted(OWNER, SILENT);
    private static final String SAVE = """
            UPDATE sluice_checkpoint
            SET last_key = ?, status = ?, rows = ?, batches = ?, rejected = ?, counts = jsonb_object(?, ?),
                lease_until = clock_timestamp() + CAST(? AS interval), updated_at = clock_timestamp(),
                finished_at = CASE WHEN ? THEN clock_timestamp() END
            WHERE changeset = ? AND step = ? AND fence = ?
            """;
    private static final String COUNTS = """
            SELECT n.key, n.value FROM sluice_checkpoint, jsonb_each_text(counts) n
            WHERE changeset = ? AND step = ? ORDER BY n.key
            """;

    private final Sql sql;
    private final StepKey key;
    private final String lease;
    private final String lockTimeout;

    /** The row of a step, on a connection whose transactions are the caller's. */
    public Checkpoints(Connection connection, StepKey key, Pace pace) {
        this.sql = Sql.on(connection);
        this.key = key;
        this.lockTimeout = String.valueOf(pace.lockTimeout().toMillis());
        this.lease = pace.lease().toMillis() + " milliseconds";
    }

    /**
     * Takes the step over, if nobody alive works on it; empty if somebody does. A runner that is silent for longer than
     * the lease loses its session. The caller commits.
     */
    Optional<Checkpoint> claim() throws SQLException {
        // a claim that a crash of the server loses is lost with all that was done under it
        sql.text(
                "SELECT set_config('lock_timeout', ?, true), set_config('synchronous_commit', 'off', true)",
                lockTimeout);
        sql.number(END_SILENT, key.changeset(), key.step(), lease);
        Map<String, Long> counts = new LinkedHashMap<>();
        sql.rows(COUNTS, row -> counts.put(row.getString(1), row.getLong(2)), key.changeset(), key.step());
        return sql.first(CLAIM, row -> read(row, counts), key.changeset(), key.step(), lease, lease);
    }

    /**
     * Writes the checkpoint as part of the batch's transaction.
     *
     * @throws Fenced if another runner has taken over meanwhile: this batch must not commit
     */
    public void save(Checkpoint checkpoint) throws SQLException {
        long saved = sql.update(
                SAVE,
                checkpoint.lastKey().isEmpty() ? null : checkpoint.lastKey().toArray(String[]::new),
                checkpoint.done() ? "done" : "running",
                checkpoint.rows(),
                checkpoint.batches(),
                checkpoint.rejected(),
                checkpoint.counts().keySet().toArray(String[]::new),
                checkpoint.counts().values().stream().map(String::valueOf).toArray(String[]::new),
                lease,
                checkpoint.done(),
                key.changeset(),
                key.step(),
                checkpoint.fence());
        if (saved == 0) {
            throw new Fenced(key);
        }
    }

    private static Checkpoint read(ResultSet row, Map<String, Long> counts) throws SQLException {
        String[] last = row.getArray(1) == null
                ? new String[0]
                : (String[]) row.getArray(1).getArray();
        return new Checkpoint(
                List.of(last),
                row.getBoolean(2),
                row.getLong(3),
                row.getLong(4),
                row.getLong(5),
                counts,
                row.getLong(6));
    }
}
