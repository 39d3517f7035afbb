package sluice.marketplace;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import sluice.batch.Key;
import sluice.plan.Backfill;
import sluice.plan.Plan;
import sluice.task.PlannedChange;

/** Gives every job that has a batch string and no parent its BatchJob. */
public final class GroupJobsIntoBatchJobs extends PlannedChange {

    private String statusRule = "documented";

    /** {@code documented} or {@code runtime}; see {@link StatusRule}. */
    public String getStatusRule() {
        return statusRule;
    }

    /** See {@link #getStatusRule}. */
    public void setStatusRule(String statusRule) {
        this.statusRule = statusRule;
    }

    @Override
    protected Plan plan() {
        return Plan.of(
                Backfill.of("marketplace_jobs", Key.of("batch_id"))
                        .where("batch_id IS NOT NULL AND batch_job_id IS NULL")
                        .each(Parents.REMEMBER_EXISTING)
                        .each(Parents.REMEMBER_LATE_JOBS)
                        .change("late jobs linked", Parents.LINK_LATE)
                        .each(Parents.count(rule(), Parents.IN_RANGE))
                        .each(Parents.REMEMBER_OUTCOME)
                        .each("batches created", Parents.create(rule()))
                        .change("jobs linked", Parents.LINK)
                        .report("batches with more than one marketplace", Parents.MIXED),
                Backfill.of("sluice_undo", Key.of("key"))
                        .where("changeset = :changeset AND relation = 'batch_jobs'")
                        .each("batches counted again", Parents.count(rule(), Parents.CHANGED_MEANWHILE))
                        .each(Parents.REMEMBER_OUTCOME_AGAIN));
    }

    @Override
    protected Plan undo() {
        return Plan.of(Backfill.of("sluice_undo", Key.of("key"))
                .where("changeset = :changeset AND relation = 'batch_jobs'")
                .each(ParentsUndo.RESTORE_EXISTING)
                .each("late jobs unlinked", ParentsUndo.UNLINK_LATE_JOBS)
                .change("jobs unlinked", ParentsUndo.UNLINK)
                .each("batches removed", ParentsUndo.REMOVE_CREATED));
    }

    @Override
    protected Map<String, Object> parameters() {
        return Map.of("statusRule", statusRule);
    }

    @Override
    protected List<String> problems() {
        List<String> known = Arrays.stream(StatusRule.values())
                .map(rule -> rule.name().toLowerCase(Locale.ROOT))
                .toList();
        return known.contains(statusRule)
                ? List.of()
                : List.of("parameter statusRule of GroupJobsIntoBatchJobs must be one of " + known + ", was "
                        + statusRule);
    }

    private StatusRule rule() {
        return StatusRule.valueOf(statusRule.toUpperCase(Locale.ROOT));
    }
}
