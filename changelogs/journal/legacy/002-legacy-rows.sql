INSERT INTO users (id, email, full_name, is_active, is_superuser, google_id, created_at, updated_at)
SELECT CASE n % 50 WHEN 7 THEN upper(u.id) WHEN 13 THEN replace(u.id, '-', '') ELSE u.id END,
    'user' || n || '@example.org', 'User ' || n, n % 9 > 0, n = 1, CASE WHEN n % 4 = 0 THEN 'google-' || n END,
    timestamptz '2025-06-01 08:00+00' + n * interval '3 hours', timestamptz '2025-06-02 08:00+00' + n * interval '3 hours'
FROM generate_series(1, 300) n, LATERAL (SELECT CAST(CAST(md5('user ' || n) AS uuid) AS text) AS id) u;

INSERT INTO secret_tags (tag_id, user_id, salt, verifier_kv, opaque_envelope, tag_name, color_code)
SELECT decode(md5('secret ' || n), 'hex'), u.id, '\x01', '\x02', '\x03', 'Secret ' || n, '#007AFF'
FROM (SELECT id, row_number() OVER (ORDER BY email) AS n FROM users) u WHERE n % 6 = 0;

INSERT INTO journal_entries (title, content, entry_date, secret_tag_id, user_id)
SELECT 'Day ' || n, 'What happened on day ' || n, timestamptz '2025-06-01 20:00+00' + n * interval '1 hour',
    CASE WHEN n % 10 = 0 THEN (SELECT t.tag_id FROM secret_tags t WHERE t.user_id = u.id) END, u.id
FROM generate_series(1, 1500) n
JOIN (SELECT id, row_number() OVER (ORDER BY email) AS place FROM users) u ON u.place = 1 + n * 7 % 300;

INSERT INTO tags (name, color, user_id)
SELECT 'tag ' || n, '#' || lpad(to_hex(n * 997), 6, '0'), u.id
FROM generate_series(1, 200) n
JOIN (SELECT id, row_number() OVER (ORDER BY email) AS place FROM users) u ON u.place = 1 + n * 11 % 300;

INSERT INTO journal_entry_tags (entry_id, tag_id)
SELECT e, 1 + e % 200 FROM generate_series(1, 1500, 3) e;

INSERT INTO reminders (title, message, frequency, time, is_active, custom_days, user_id)
SELECT 'Reminder ' || n, 'Write something', (ARRAY['DAILY', 'WEEKLY', 'CUSTOM'])[1 + n % 3]::reminderfrequency,
    timestamptz '2025-07-01 18:00+00' + n * interval '1 minute', true, CASE WHEN n % 3 = 2 THEN '1,3,5' END, u.id
FROM generate_series(1, 150) n
JOIN (SELECT id, row_number() OVER (ORDER BY email) AS place FROM users) u ON u.place = 1 + n * 13 % 300;

INSERT INTO opaque_sessions (session_id, user_id, session_state, created_at, expires_at)
SELECT md5('session ' || n), upper(u.id), 'active', timestamp '2025-07-01 08:00', timestamp '2025-07-01 09:00'
FROM (SELECT id, row_number() OVER (ORDER BY email) AS n FROM users) u WHERE n % 8 = 0;
