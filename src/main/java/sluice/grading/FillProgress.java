package sluice.grading;

import sluice.batch.Key;
import sluice.plan.Backfill;
import sluice.plan.Plan;
import sluice.task.PlannedChange;

/**
 * Gives every batch its counters and times from its jobs, by the application's own rule: completed is completed, failed is
 * failed or completed with errors, and a batch has ended when all its jobs have. Times that are known already stay.
 */
public final class FillProgress extends PlannedChange {

    private static final String REMEMBER = """
            INSERT INTO sluice_undo (changeset, relation, key, old)
            SELECT :changeset, 'job_batches', b.id, jsonb_build_object(
                'total_jobs', b.total_jobs, 'completed_jobs', b.completed_jobs, 'failed_jobs', b.failed_jobs,
                'started_at', b.started_at, 'completed_at', b.completed_at)
            FROM job_batches b
            WHERE :range(b)
            ON CONFLICT DO NOTHING
            """;

    private static final String FILL = """
            WITH f AS (
                SELECT b.id, count(j.id) AS total, count(j.id) FILTER (WHERE j.status = 'completed') AS completed,
                    count(j.id) FILTER (WHERE j.status IN ('failed', 'completed_with_errors')) AS failed,
                    min(j.created_at) FILTER (WHERE j.status <> 'pending') AS started_at,
                    max(COALESCE(j.updated_at, j.created_at)) AS ended_at
                FROM job_batches b
                LEFT JOIN grading_jobs j ON j.batch_id = b.id
                WHERE :range(b)
                GROUP BY b.id
            )
            UPDATE job_batches b
            SET total_jobs = f.total, completed_jobs = f.completed, failed_jobs = f.failed,
                started_at = COALESCE(b.started_at, f.started_at),
                completed_at = COALESCE(b.completed_at,
                    CASE WHEN f.total > 0 AND f.completed + f.failed = f.total THEN f.ended_at END)
            FROM f
            WHERE b.id = f.id
            """;

    private static final String RESTORE = """
            UPDATE job_batches b
            SET total_jobs = o.total_jobs, completed_jobs = o.completed_jobs, failed_jobs = o.failed_jobs,
                started_at = o.started_at, completed_at = o.completed_at
            FROM sluice_undo u, jsonb_to_record(u.old) AS o(
                total_jobs integer, completed_jobs integer, failed_jobs integer, started_at timestamp,
                completed_at timestamp)
            WHERE :range(u) AND u.changeset = :changeset AND u.relation = 'job_batches' AND b.id = u.key
            """;

    @Override
    protected Plan plan() {
        return Plan.of(Backfill.of("job_batches", Key.of("id")).each(REMEMBER).change("batches counted", FILL));
    }

    @Override
    protected Plan undo() {
        return Plan.of(Backfill.of("sluice_undo", Key.of("key"))
                .where("changeset = :changeset AND relation = 'job_batches'")
                .change("batches as before", RESTORE));
    }
}
