package sluice.marketplace;

/** The statements that make, link and count the parents of a range of batch strings. */
final class Parents {

    // What was remembered is looked up row by row in subqueries: a join would read all of it for each range, and it
    // grows with each range.

    /** A string may have a parent already; its row is kept as it was, once. */
    static final String REMEMBER_EXISTING = """
            INSERT INTO sluice_undo (changeset, relation, key, old)
            SELECT :changeset, 'batch_jobs', b.id::text, to_jsonb(b)
            FROM batch_jobs b
            WHERE :range(b)
              AND (SELECT TRUE FROM marketplace_jobs j WHERE j.batch_id = b.batch_id AND j.batch_job_id IS NULL LIMIT 1)
            ON CONFLICT DO NOTHING
            """;

    /** Late jobs: their string's parent is not of this change's making, so their links must be known for the way back. */
    static final String REMEMBER_LATE_JOBS = """
            WITH p AS MATERIALIZED (
                SELECT b.batch_id FROM batch_jobs b
                WHERE :range(b) AND (
                    SELECT u.old IS NOT NULL FROM sluice_undo u
                    WHERE u.changeset = :changeset AND u.relation = 'batch_jobs' AND u.key = b.id::text)
            )
            INSERT INTO sluice_undo (changeset, relation, key)
            SELECT :changeset, 'marketplace_jobs', j.id::text
            FROM p
            JOIN marketplace_jobs j ON j.batch_id = p.batch_id
            WHERE :range(j) AND j.batch_job_id IS NULL
            ON CONFLICT DO NOTHING
            """;

    static final String LINK = """
            WITH p AS MATERIALIZED (
                SELECT b.id, b.batch_id FROM batch_jobs b
                WHERE :range(b) AND (
                    SELECT u.old IS NULL FROM sluice_undo u
                    WHERE u.changeset = :changeset AND u.relation = 'batch_jobs' AND u.key = b.id::text)
            )
            UPDATE marketplace_jobs j
            SET batch_job_id = p.id
            FROM p
            WHERE p.batch_id = j.batch_id AND :range(j) AND j.batch_job_id IS NULL
            """;

    /** Jobs whose string has a parent already; it is found from the parents, of which there are none in most ranges. */
    static final String LINK_LATE = """
            WITH p AS MATERIALIZED (
                SELECT b.id, b.batch_id, (
                    SELECT u.old IS NULL FROM sluice_undo u
                    WHERE u.changeset = :changeset AND u.relation = 'batch_jobs' AND u.key = b.id::text) AS ours
                FROM batch_jobs b
                WHERE :range(b)
            )
            UPDATE marketplace_jobs j
            SET batch_job_id = p.id
            FROM p
            WHERE p.batch_id = j.batch_id AND :range(j) AND j.batch_job_id IS NULL AND (p.ours OR (
                SELECT TRUE FROM sluice_undo u
                WHERE u.changeset = :changeset AND u.relation = 'marketplace_jobs' AND u.key = j.id::text))
            """;

    /** Parents of the range that were there before it and that this change made or added jobs to. */
    static final String IN_RANGE = """
            SELECT b.id FROM batch_jobs b
            WHERE :range(b) AND (
                SELECT TRUE FROM sluice_undo u
                WHERE u.changeset = :changeset AND u.relation = 'batch_jobs' AND u.key = b.id::text)""";

    /** The same, in the last pass, which walks what was remembered: jobs may have changed while others were linked. */
    static final String CHANGED_MEANWHILE = """
            SELECT u.key::integer AS id FROM sluice_undo u
            WHERE :range(u) AND u.changeset = :changeset AND u.relation = 'batch_jobs'""";

    /** How a parent that was there before looks now: the way back must see whether others changed it since. */
    static final String REMEMBER_OUTCOME = """
            UPDATE sluice_undo u
            SET new = (SELECT to_jsonb(b) FROM batch_jobs b WHERE b.id = u.key::integer)
            WHERE u.changeset = :changeset AND u.relation = 'batch_jobs' AND u.old IS NOT NULL
              AND u.key = ANY (ARRAY(SELECT b.id::text FROM batch_jobs b WHERE :range(b)))
              AND u.new IS DISTINCT FROM (SELECT to_jsonb(b) FROM batch_jobs b WHERE b.id = u.key::integer)
            """;

    /** The same in the last pass. */
    static final String REMEMBER_OUTCOME_AGAIN = """
            UPDATE sluice_undo u
            SET new = to_jsonb(b)
            FROM batch_jobs b
            WHERE :range(u) AND u.changeset = :changeset AND u.relation = 'batch_jobs' AND u.old IS NOT NULL
              AND b.id = u.key::integer AND u.new IS DISTINCT FROM to_jsonb(b)
            """;

    static final String MIXED = """
            SELECT count(*) FROM (
                SELECT FROM marketplace_jobs j
                WHERE :range(j)
                GROUP BY j.batch_job_id, j.batch_id
                HAVING min(j.marketplace) <> max(j.marketplace)) mixed
            """;

    /** What the rules know of the jobs {@code j} of one parent. */
    private static final String COUNTS = """
            count(*) AS total,
            count(*) FILTER (WHERE j.status = 'completed') AS completed,
            count(*) FILTER (WHERE j.status = 'failed') AS failed,
            count(*) FILTER (WHERE j.status = 'cancelled') AS cancelled,
            count(*) FILTER (WHERE j.status = 'running') AS running,
            count(*) FILTER (WHERE j.status = 'pending') AS pending,
            count(*) FILTER (WHERE j.status IN ('completed', 'failed', 'cancelled', 'expired')) AS ended,
            min(j.started_at) AS started_at, max(j.completed_at) AS completed_at""";

    /** When a parent {@code r} ended, if it did. */
    private static final String COMPLETED_AT = """
            CASE WHEN r.rule_status IN ('completed', 'partially_failed', 'failed', 'cancelled') THEN r.completed_at END""";

    /** Makes parents, with their counters, and remembers them for the way back, in one statement. */
    private static final String CREATE = """
            WITH d AS (
                SELECT %s AS eight
            ), j AS MATERIALIZED (
                SELECT j.batch_id, j.id, j.marketplace, j.priority, j.status, j.created_at, j.started_at, j.completed_at
                FROM marketplace_jobs j
                WHERE :range(j) AND j.batch_job_id IS NULL
            ), first AS (
                SELECT DISTINCT ON (j.batch_id) j.batch_id, j.marketplace, j.priority, j.created_at
                FROM j
                ORDER BY j.batch_id, j.created_at, j.id
            ), f AS (
                SELECT j.batch_id,
            %s
                FROM j
                GROUP BY j.batch_id
            ), ruled AS (
                SELECT f.*, %s AS rule_status
                FROM f
            ), made AS (
                INSERT INTO batch_jobs (batch_id, marketplace, action_code, priority, created_at,
                    total_count, completed_count, failed_count, cancelled_count, status, started_at, completed_at)
                SELECT j.batch_id, COALESCE(NULLIF(j.marketplace, ''), 'vinted'),
                    %s,
                    j.priority, j.created_at,
                    r.total, r.completed, r.failed, r.cancelled, r.rule_status::batch_job_status, r.started_at, %s
                FROM first j JOIN ruled r ON r.batch_id = j.batch_id, d
                ON CONFLICT (batch_id) DO NOTHING
                RETURNING id
            )
            INSERT INTO sluice_undo (changeset, relation, key)
            SELECT :changeset, 'batch_jobs', id::text FROM made
            """;

    private Parents() {}

    /**
     * One parent per string that has none, with its counters; its first job is the one with the lowest created_at, then
     * the lowest id.
     */
    static String create(StatusRule rule) {
        return CREATE.formatted(
                ActionCode.eightDigits(),
                COUNTS.indent(8).stripTrailing(),
                rule.sql().indent(8).strip(),
                ActionCode.sql().indent(8).strip(),
                COMPLETED_AT);
    }

    /**
     * Counters, status and times of parents from their jobs. Expired and paused jobs are in the total only.
     *
     * @param which a query for the ids of the parents
     */
    static String count(StatusRule rule, String which) {
        return """
                WITH p AS MATERIALIZED (
                %s
                ), f AS (
                    SELECT p.id, n.*
                    FROM p CROSS JOIN LATERAL (
                        SELECT
                %s
                        FROM marketplace_jobs j
                        WHERE j.batch_job_id = p.id
                        HAVING count(*) > 0) n
                ), ruled AS (
                    SELECT f.*, %s AS rule_status
                    FROM f
                )
                UPDATE batch_jobs b
                SET total_count = r.total, completed_count = r.completed, failed_count = r.failed,
                    cancelled_count = r.cancelled, status = r.rule_status::batch_job_status, started_at = r.started_at,
                    completed_at = %s
                FROM ruled r
                WHERE b.id = r.id
                  AND (b.total_count, b.completed_count, b.failed_count, b.cancelled_count)
                      IS DISTINCT FROM (r.total, r.completed, r.failed, r.cancelled)
                """.formatted(
                        which.indent(4).stripTrailing(),
                        COUNTS.indent(12).stripTrailing(),
                        rule.sql().indent(8).strip(),
                        COMPLETED_AT);
    }
}
