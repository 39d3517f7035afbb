package sluice.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import sluice.bench.contest.Contest;
import sluice.bench.contest.Figure;
import sluice.bench.contest.Ground;
import sluice.sql.Sql;

/** The parents of many jobs: by the changelog as a user runs it, and by one hand-written INSERT and one UPDATE. */
public final class MarketplaceBench {

    private static final String CHANGELOG = "changelogs/marketplace/changelog.yaml";
    private static final String FILL = """
            INSERT INTO marketplace_jobs
                (batch_id, action_type_id, status, marketplace, priority, created_at, started_at, completed_at, result_data)
            SELECT (ARRAY['message', 'orders', 'publish', 'update', 'delete', 'sync'])[1 + batch % 6]
                    || to_char(begun AT TIME ZONE 'UTC', '_YYYYMMDD_HH24MISS_') || lpad(to_hex(batch), 8, '0'),
                1 + batch % 6, status, CASE WHEN batch % 10 = 0 THEN 'ebay' ELSE 'vinted' END, 1 + batch % 5,
                begun + make_interval(secs => job % 3),
                CASE WHEN status <> 'pending' THEN begun + make_interval(secs => 10 + job % 50) END,
                CASE WHEN status IN ('completed', 'failed') THEN begun + make_interval(secs => 70 + job % 50) END,
                jsonb_build_object('url', 'https://example.org/items/' || job, 'attempts', job % 3)
            FROM (
                SELECT job, batch, TIMESTAMPTZ '2026-01-07 00:00:00Z' + make_interval(secs => batch) AS begun,
                    CASE WHEN batch % 20 < 12 THEN 'completed'
                        WHEN batch % 20 < 16 THEN (ARRAY['completed', 'failed', 'running'])[1 + job % 3]
                        WHEN batch % 20 < 18 THEN 'pending'
                        ELSE (ARRAY['expired', 'paused', 'cancelled', 'completed'])[1 + job % 4] END AS status
                FROM (SELECT job, CAST(job * ? / ? AS integer) AS batch
                      FROM (SELECT generate_series(0, CAST(? AS bigint) - 1) AS job) numbered) placed
            ) dated
            """;
    private static final String TABLES = """
            CREATE TABLE marketplace_jobs (
                id serial PRIMARY KEY,
                batch_id varchar(50),
                action_type_id integer NOT NULL,
                product_id bigint,
                status varchar(20) NOT NULL DEFAULT 'pending',
                marketplace varchar(50) NOT NULL DEFAULT 'vinted',
                priority integer NOT NULL DEFAULT 3,
                error_message text,
                result_data jsonb,
                retry_count integer NOT NULL DEFAULT 0,
                started_at timestamptz,
                completed_at timestamptz,
                expires_at timestamptz,
                created_at timestamptz NOT NULL DEFAULT now()
            );
            CREATE INDEX ON marketplace_jobs (batch_id);
            CREATE INDEX ON marketplace_jobs (status);
            CREATE TABLE marketplace_tasks (id serial PRIMARY KEY, job_id integer REFERENCES marketplace_jobs);
            """;
    // the documented rule, as somebody would write it who has one evening
    private static final String INSERT = """
            INSERT INTO batch_jobs (batch_id, marketplace, action_code, priority, created_at, total_count,
                completed_count, failed_count, cancelled_count, status, started_at, completed_at)
            SELECT c.batch_id, COALESCE(NULLIF(f.marketplace, ''), 'vinted'), split_part(c.batch_id, '_', 1), f.priority,
                f.created_at, c.total, c.completed, c.failed, c.cancelled, CAST(c.status AS batch_job_status), c.started_at,
                CASE WHEN c.status IN ('completed', 'failed', 'cancelled', 'partially_failed') THEN c.completed_at END
            FROM (
                SELECT n.*, CASE WHEN completed = total THEN 'completed' WHEN failed = total THEN 'failed'
                    WHEN cancelled = total THEN 'cancelled' WHEN running > 0 THEN 'running' WHEN pending > 0 THEN 'pending'
                    WHEN failed > 0 AND completed + failed + cancelled = total THEN 'partially_failed'
                    ELSE 'pending' END AS status
                FROM (
                    SELECT batch_id, count(*) AS total, count(*) FILTER (WHERE status = 'completed') AS completed,
                        count(*) FILTER (WHERE status = 'failed') AS failed,
                        count(*) FILTER (WHERE status = 'cancelled') AS cancelled,
                        count(*) FILTER (WHERE status = 'running') AS running,
                        count(*) FILTER (WHERE status = 'pending') AS pending,
                        min(started_at) AS started_at, max(completed_at) AS completed_at
                    FROM marketplace_jobs WHERE batch_id IS NOT NULL GROUP BY batch_id) n) c
            JOIN (
                SELECT DISTINCT ON (batch_id) batch_id, marketplace, priority, created_at
                FROM marketplace_jobs WHERE batch_id IS NOT NULL ORDER BY batch_id, created_at, id) f USING (batch_id)
            """;
    private static final String LINK =
            "UPDATE marketplace_jobs j SET batch_job_id = b.id FROM batch_jobs b WHERE b.batch_id = j.batch_id";

    private final Ground ground;

    /** A benchmark on this ground. */
    public MarketplaceBench(Ground ground) {
        this.ground = ground;
    }

    /** Figures for so many jobs in so many batches; the first is the floor. */
    public List<Figure> run(long jobs, int batches, int runs) throws SQLException {
        return new Contest()
                .add("one INSERT and one UPDATE", jobs, () -> byHand(jobs, batches))
                .add("sluice, the change alone", jobs, () -> bySluice(jobs, batches))
                .run(runs);
    }

    private long byHand(long jobs, int batches) throws SQLException {
        try (Connection connection = prepared(jobs, batches)) {
            connection.setAutoCommit(false);
            long start = System.nanoTime();
            Sql.on(connection).update(INSERT);
            Sql.on(connection).update(LINK);
            connection.commit();
            return System.nanoTime() - start;
        }
    }

    private long bySluice(long jobs, int batches) throws SQLException {
        try (Connection connection = prepared(jobs, batches)) {
            ground.update(CHANGELOG, "");
            return 1000
                    * Sql.on(connection)
                            .number("SELECT CAST(extract(epoch FROM completed_at - started_at) * 1000000 AS bigint) "
                                    + "FROM migration_log WHERE status = 'completed' ORDER BY id DESC LIMIT 1");
        }
    }

    private Connection prepared(long jobs, int batches) throws SQLException {
        Connection connection = ground.fresh();
        Sql.on(connection).run(TABLES);
        ground.update(CHANGELOG, "batch-schema");
        Sql.on(connection).update(FILL, batches, jobs, jobs);
        Sql.on(connection).run("VACUUM ANALYZE marketplace_jobs");
        return connection;
    }
}
