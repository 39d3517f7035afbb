CREATE SCHEMA IF NOT EXISTS migration_backup;
CREATE TABLE migration_backup."expected.users" AS TABLE users;
-- empty tables, too
CREATE TABLE migration_backup."expected.orders" AS TABLE orders;
