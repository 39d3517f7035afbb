CREATE TABLE orders (id integer PRIMARY KEY, is_paid boolean NOT NULL);
CREATE TABLE order_lines (order_id integer REFERENCES orders, amount numeric);
CREATE TABLE invoices (id integer PRIMARY KEY, total numeric);
INSERT INTO orders SELECT n, n % 5 <> 0 FROM generate_series(1, 12) n;
INSERT INTO order_lines SELECT n % 12 + 1, n FROM generate_series(1, 40) n;
INSERT INTO invoices VALUES (3, 0);
