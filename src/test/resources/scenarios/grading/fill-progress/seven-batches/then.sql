UPDATE job_batches SET total_jobs = 2, completed_jobs = 1, failed_jobs = 1,
    started_at = '2025-03-01 10:00', completed_at = '2025-03-01 10:05' WHERE id = 'all-done';
UPDATE job_batches SET total_jobs = 0, completed_jobs = 0, failed_jobs = 0 WHERE id = 'empty';
UPDATE job_batches SET total_jobs = 1, completed_jobs = 0, failed_jobs = 1,
    started_at = '2025-03-02 10:00', completed_at = '2025-03-02 10:01' WHERE id = 'failed';
-- times that were known stay
UPDATE job_batches SET total_jobs = 1, completed_jobs = 1 WHERE id = 'known';
UPDATE job_batches SET total_jobs = 3, completed_jobs = 1, started_at = '2025-03-04 09:00' WHERE id = 'running';
UPDATE job_batches SET total_jobs = 1 WHERE id = 'Waiting';
UPDATE job_batches SET total_jobs = 1, completed_jobs = 1 WHERE id = 'without-dates';
