package sluice.marketplace;

/** The statements that take back what {@link Parents} did; they walk what was remembered. */
final class ParentsUndo {

    /**
     * A parent that was there before: as it was, if nobody has changed it since; otherwise the late jobs are taken off its
     * counters, and what the application made of it stays.
     */
    static final String RESTORE_EXISTING = """
            WITH late AS (
                SELECT j.batch_job_id AS id, count(*) AS total,
                    count(*) FILTER (WHERE j.status = 'completed') AS completed,
                    count(*) FILTER (WHERE j.status = 'failed') AS failed,
                    count(*) FILTER (WHERE j.status = 'cancelled') AS cancelled
                FROM sluice_undo l
                JOIN marketplace_jobs j ON j.id = l.key::integer
                WHERE l.changeset = :changeset AND l.relation = 'marketplace_jobs' AND j.batch_job_id IN (
                    SELECT u.key::integer FROM sluice_undo u
                    WHERE :range(u) AND u.changeset = :changeset AND u.relation = 'batch_jobs' AND u.old IS NOT NULL)
                GROUP BY j.batch_job_id
            ), way AS (
                SELECT u.key::integer AS id, to_jsonb(b) = u.new AS same, o.*, l.total, l.completed, l.failed, l.cancelled
                FROM sluice_undo u
                JOIN batch_jobs b ON b.id = u.key::integer
                LEFT JOIN late l ON l.id = b.id
                CROSS JOIN LATERAL (
                    SELECT r.total_count, r.completed_count, r.failed_count, r.cancelled_count, r.status, r.started_at,
                        r.completed_at
                    FROM jsonb_populate_record(NULL::batch_jobs, u.old) r) o
                WHERE :range(u) AND u.changeset = :changeset AND u.relation = 'batch_jobs' AND u.old IS NOT NULL
            )
            UPDATE batch_jobs b
            SET total_count = CASE WHEN w.same THEN w.total_count ELSE b.total_count - COALESCE(w.total, 0) END,
                completed_count = CASE WHEN w.same THEN w.completed_count
                    ELSE b.completed_count - COALESCE(w.completed, 0) END,
                failed_count = CASE WHEN w.same THEN w.failed_count ELSE b.failed_count - COALESCE(w.failed, 0) END,
                cancelled_count = CASE WHEN w.same THEN w.cancelled_count
                    ELSE b.cancelled_count - COALESCE(w.cancelled, 0) END,
                status = CASE WHEN w.same THEN w.status ELSE b.status END,
                started_at = CASE WHEN w.same THEN w.started_at ELSE b.started_at END,
                completed_at = CASE WHEN w.same THEN w.completed_at ELSE b.completed_at END
            FROM way w
            WHERE b.id = w.id
            """;

    static final String UNLINK_LATE_JOBS = """
            UPDATE marketplace_jobs j
            SET batch_job_id = NULL
            FROM sluice_undo u, sluice_undo l
            WHERE :range(u) AND u.changeset = :changeset AND u.relation = 'batch_jobs' AND u.old IS NOT NULL
              AND l.changeset = :changeset AND l.relation = 'marketplace_jobs'
              AND j.id = l.key::integer AND j.batch_job_id = u.key::integer
            """;

    static final String UNLINK = """
            UPDATE marketplace_jobs j
            SET batch_job_id = NULL
            FROM sluice_undo u
            WHERE :range(u) AND u.changeset = :changeset AND u.relation = 'batch_jobs' AND u.old IS NULL
              AND j.batch_job_id = u.key::integer
            """;

    static final String REMOVE_CREATED = """
            DELETE FROM batch_jobs b
            USING sluice_undo u
            WHERE :range(u) AND u.changeset = :changeset AND u.relation = 'batch_jobs' AND u.old IS NULL
              AND b.id = u.key::integer
            """;

    private ParentsUndo() {}
}
