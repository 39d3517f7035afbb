INSERT INTO batch_jobs VALUES
    (1, 'link_product_20260101_2', 'ebay', 'link_product', 1, 1, 0, 0, 'completed', 1, NULL,
        '2026-01-01 11:00Z', '2026-01-01 11:01Z', '2026-01-01 11:02Z'),
    (2, 'publish_20260101_1', 'vinted', 'publish', 2, 1, 1, 0, 'partially_failed', 2, NULL,
        '2026-01-01 10:00Z', '2026-01-01 10:01Z', '2026-01-01 10:04Z'),
    (3, 'sync', 'vinted', 'sync', 2, 0, 0, 0, 'running', 4, NULL, '2026-01-01 12:00Z', '2026-01-01 12:01Z', NULL);
UPDATE marketplace_jobs j SET batch_job_id = b.id FROM batch_jobs b WHERE b.batch_id = j.batch_id;
