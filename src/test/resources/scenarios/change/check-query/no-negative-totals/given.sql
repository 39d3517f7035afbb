CREATE TABLE orders (id integer PRIMARY KEY, total numeric);
INSERT INTO orders VALUES (1, 0), (2, 17);
