CREATE TABLE users (id integer PRIMARY KEY, name text, gone text, born date);
ALTER TABLE users DROP COLUMN gone;
CREATE TABLE orders (id integer PRIMARY KEY);
INSERT INTO users SELECT n, 'user ' || n, date '2000-01-01' + n FROM generate_series(1, 5) n;
