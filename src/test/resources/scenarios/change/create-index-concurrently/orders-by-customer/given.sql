CREATE TABLE orders (id integer PRIMARY KEY, customer_id integer, created_at timestamptz);
INSERT INTO orders SELECT n, n % 3, timestamptz '2026-01-01 00:00 UTC' + n * interval '1 hour' FROM generate_series(1, 9) n;
