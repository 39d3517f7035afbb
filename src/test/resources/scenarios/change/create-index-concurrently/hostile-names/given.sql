CREATE TABLE "Kunden ""Liste""" (gone text, "Nummer" integer, "select" text);
ALTER TABLE "Kunden ""Liste""" DROP COLUMN gone;
INSERT INTO "Kunden ""Liste""" SELECT n, 'x' FROM generate_series(1, 5) n;
INSERT INTO "Kunden ""Liste""" VALUES (-1, 'x'), (-1, 'x');
