CREATE TABLE visits (id uuid PRIMARY KEY, amount integer NOT NULL);
INSERT INTO visits SELECT md5(n::text)::uuid, n FROM generate_series(1, 9) n;
