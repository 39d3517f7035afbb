package sluice.fleet.runs;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import sluice.sql.Sql;

/** What is recorded of the runs on one changelog; reads only, and finds nothing where nothing was ever recorded. */
public final class Runs {

    /** The number of the lock that a run's session holds as long as it lives. */
    static final String NUMBER = "hashtextextended('sluice run ' || current_database() || ' ' || %s, 0)";

    private static final String RUNS = """
            SELECT r.id, r.system, r.environment, r.command, r.argument, r.started_at, r.ended_at,
                EXISTS (SELECT FROM pg_locks l WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
                    AND (l.classid::bigint << 32) | l.objid::bigint = %s) AS live,
                r.schemas, r.up_to_date,
                count(*) FILTER (WHERE s.outcome = 'waiting') AS waiting,
                count(*) FILTER (WHERE s.outcome = 'running') AS running,
                count(*) FILTER (WHERE s.outcome = 'stopped') AS stopped,
                count(*) FILTER (WHERE s.outcome NOT IN ('waiting', 'running', 'stopped', 'failed')) AS done,
                count(*) FILTER (WHERE s.outcome = 'failed') AS failed,
                COALESCE(sum(s.rows), 0)::bigint AS rows
            FROM sluice.run r LEFT JOIN sluice.run_schema s ON s.run = r.id
            WHERE r.changelog = ? AND (? = '' OR r.command = ?) GROUP BY r.id ORDER BY r.id DESC LIMIT ?
            """.formatted(NUMBER.formatted("r.id"));

    /**
     * What a run did in one schema.
     *
     * @param before the highest order of execution when it began, 0 for none
     * @param after the same when it ended; null if it was killed before
     */
    public record Work(String schema, int before, Integer after) {}

    private final Sql sql;
    private final String changelog;

    /** @param changelog its path, as runs are recorded with */
    public Runs(Connection connection, String changelog) {
        this.sql = Sql.on(connection);
        this.changelog = changelog;
    }

    /**
     * The last runs, the newest first.
     *
     * @param command only of this command, e.g. {@code update}; empty for all
     */
    public List<Run> last(String command, int limit) throws SQLException {
        return isThere() ? sql.rows(RUNS, Runs::run, changelog, command, command, limit) : List.of();
    }

    /**
     * The schemas whose last outcome since the last update of all is one of these, in the order of work.
     *
     * @param outcomes words of {@link sluice.fleet.report.Outcome}, or waiting or running
     */
    public List<String> left(List<String> outcomes) throws SQLException {
        return sql.rows("""
                SELECT schema FROM (
                    SELECT DISTINCT ON (s.schema) s.schema, s.outcome, s.place
                    FROM sluice.run_schema s JOIN sluice.run r ON r.id = s.run
                    WHERE r.changelog = ? AND r.command = 'update' AND r.id >= (
                        SELECT max(id) FROM sluice.run
                        WHERE changelog = r.changelog AND command = 'update' AND NOT resumed)
                    ORDER BY s.schema, s.run DESC) l
                WHERE outcome = ANY (?) ORDER BY place, schema
                """, row -> row.getString(1), changelog, outcomes.toArray(String[]::new));
    }

    /** What a run did, by schema; empty if there is no such update of this changelog. */
    public Optional<List<Work>> work(long run) throws SQLException {
        if (!isThere()
                || sql.number(
                                "SELECT count(*) FROM sluice.run WHERE id = ? AND changelog = ? AND command = 'update'",
                                run,
                                changelog)
                        == 0) {
            return Optional.empty();
        }
        return Optional.of(sql.rows(
                "SELECT schema, order_before, order_after FROM sluice.run_schema "
                        + "WHERE run = ? AND outcome <> 'waiting' ORDER BY place DESC",
                row -> new Work(row.getString(1), row.getInt(2), row.getObject(3, Integer.class)),
                run));
    }

    /** Whether there is a record that this role may read; who may not still wants to see how far the schemas are. */
    private boolean isThere() throws SQLException {
        return sql.number("""
                        SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                        WHERE n.nspname = 'sluice' AND c.relname IN ('run', 'run_schema')
                          AND has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT')
                        """) == 2;
    }

    private static Run run(ResultSet row) throws SQLException {
        return new Run(
                row.getLong("id"),
                row.getString("system"),
                row.getString("environment"),
                row.getString("command"),
                row.getString("argument"),
                row.getTimestamp("started_at").toInstant(),
                Optional.ofNullable(row.getTimestamp("ended_at")).map(Timestamp::toInstant),
                row.getBoolean("live"),
                row.getInt("schemas"),
                row.getInt("up_to_date"),
                row.getInt("waiting"),
                row.getInt("running"),
                row.getInt("stopped"),
                row.getInt("done"),
                row.getInt("failed"),
                row.getLong("rows"));
    }
}
