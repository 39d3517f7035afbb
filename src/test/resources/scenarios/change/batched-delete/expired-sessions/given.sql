CREATE TABLE sessions (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    expires_at date NOT NULL,
    day integer GENERATED ALWAYS AS (extract(day FROM expires_at)) STORED,
    forgotten text,
    data json);
ALTER TABLE sessions DROP COLUMN forgotten;
INSERT INTO sessions (expires_at, data) SELECT date '2025-12-25' + n, '{"a":1,  "a":2}' FROM generate_series(1, 12) n;
