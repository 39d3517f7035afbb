CREATE TABLE people (email text PRIMARY KEY, first_name text, last_name text, full_name text);
INSERT INTO people SELECT 'p' || n || '@example.org', 'Person', n::text FROM generate_series(1, 8) n;
INSERT INTO people VALUES ('Ünal@example.org', NULL, 'Ünal'), ('-@example.org', 'Only', NULL);
