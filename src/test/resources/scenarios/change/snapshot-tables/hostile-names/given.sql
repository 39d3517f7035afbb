CREATE TABLE "User, ""old""" ("Id" integer, "r" integer, "sluice_table" text);
CREATE TABLE "Orders" (id integer, "Data" json);
INSERT INTO "User, ""old""" SELECT 1, 2, 'same' FROM generate_series(1, 3);
INSERT INTO "Orders" SELECT n, '{}' FROM generate_series(1, 3) n;
