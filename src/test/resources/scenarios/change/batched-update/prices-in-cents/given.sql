CREATE TABLE products (id integer PRIMARY KEY, price numeric(10, 2), currency text);
INSERT INTO products SELECT n, n * 1.5, CASE WHEN n % 4 = 0 THEN 'cent' ELSE 'euro' END FROM generate_series(1, 11) n;
