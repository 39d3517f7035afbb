package sluice.grading;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import sluice.grading.LegacyGrading.Batch;
import sluice.grading.LegacyGrading.Job;

/** What must become of each batch, worked out in Java from the rules and not from the statements under test. */
final class ExpectedProgress {

    /** Reads the same from the database; a moment of the run itself is {@code run}. */
    static final String QUERY = """
            SELECT id, status, total_jobs, completed_jobs, failed_jobs, substr(CAST(started_at AS varchar(30)), 1, 19),
                substr(CAST(completed_at AS varchar(30)), 1, 19),
                CASE WHEN created_at IS NULL THEN 'run' ELSE substr(CAST(updated_at AS varchar(30)), 1, 19) END
            FROM job_batches ORDER BY id
            """;

    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private ExpectedProgress() {}

    /** A line per batch, as {@link #QUERY} gives them, sorted by id. */
    static List<String> of(LegacyGrading legacy) {
        return legacy.batches.stream()
                .sorted(Comparator.comparing(Batch::id))
                .map(batch -> of(batch, jobs(legacy, batch)))
                .toList();
    }

    private static List<Job> jobs(LegacyGrading legacy, Batch batch) {
        return legacy.jobs.stream()
                .filter(job -> batch.id().equals(job.batch()))
                .toList();
    }

    private static String of(Batch batch, List<Job> jobs) {
        long completed =
                jobs.stream().filter(job -> "completed".equals(job.status())).count();
        long failed = jobs.stream()
                .filter(job -> "failed".equals(job.status()) || "completed_with_errors".equals(job.status()))
                .count();
        LocalDateTime begun = jobs.stream()
                .filter(job -> job.status() != null && !job.status().equals("pending"))
                .map(Job::createdAt)
                .min(Comparator.naturalOrder())
                .orElse(null);
        LocalDateTime ended = jobs.stream()
                .map(job -> Objects.requireNonNullElse(job.updatedAt(), job.createdAt()))
                .max(Comparator.naturalOrder())
                .orElse(null);
        boolean finished = !jobs.isEmpty() && completed + failed == jobs.size();
        return String.join(
                "|",
                batch.id(),
                batch.status() == null ? "-" : batch.status().equals("pending") ? "draft" : batch.status(),
                String.valueOf(jobs.size()),
                String.valueOf(completed),
                String.valueOf(failed),
                text(begun),
                text(finished ? ended : null),
                batch.createdAt() == null ? "run" : text(batch.createdAt()));
    }

    private static String text(LocalDateTime moment) {
        return moment == null ? "-" : SECONDS.format(moment);
    }
}
