CREATE TABLE job_batches (
    id varchar(36) PRIMARY KEY, status varchar(50), total_jobs integer DEFAULT 0, completed_jobs integer DEFAULT 0,
    failed_jobs integer DEFAULT 0, started_at timestamp, completed_at timestamp);
CREATE TABLE grading_jobs (
    id varchar(36) PRIMARY KEY, batch_id varchar(36) REFERENCES job_batches, status varchar(50), created_at timestamp,
    updated_at timestamp);
-- what a batch said of itself before, right or wrong, comes back on the way back
INSERT INTO job_batches VALUES
    ('all-done', 'completed', 0, 0, 0, NULL, NULL),
    ('empty', 'draft', NULL, NULL, NULL, NULL, NULL),
    ('failed', 'failed', 9, 9, 9, NULL, NULL),
    ('known', 'completed', 0, 0, 0, '2025-01-01 08:00', '2025-01-01 09:00'),
    ('running', 'processing', 0, 0, 0, NULL, NULL),
    ('Waiting', 'pending', 0, 0, 0, NULL, NULL),
    ('without-dates', 'completed', 0, 0, 0, NULL, NULL);
INSERT INTO grading_jobs VALUES
    ('1', 'all-done', 'completed', '2025-03-01 10:00', '2025-03-01 10:05'),
    ('2', 'all-done', 'completed_with_errors', '2025-03-01 10:01', NULL),
    ('3', 'failed', 'failed', '2025-03-02 10:00', '2025-03-02 10:01'),
    ('4', 'known', 'completed', '2025-03-03 10:00', '2025-03-03 10:01'),
    ('5', 'running', 'completed', '2025-03-04 10:00', '2025-03-04 10:01'),
    ('6', 'running', 'processing', '2025-03-04 09:00', NULL),
    ('7', 'running', NULL, '2025-03-04 08:00', NULL),
    ('8', 'Waiting', 'pending', '2025-03-05 10:00', NULL),
    ('9', 'without-dates', 'completed', NULL, NULL),
    ('10', NULL, 'completed', '2025-03-06 10:00', NULL);
