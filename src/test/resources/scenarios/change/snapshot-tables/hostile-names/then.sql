CREATE SCHEMA IF NOT EXISTS migration_backup;
CREATE TABLE migration_backup."expected.User, ""old""" AS TABLE "User, ""old""";
CREATE TABLE migration_backup."expected.Orders" AS TABLE "Orders";
