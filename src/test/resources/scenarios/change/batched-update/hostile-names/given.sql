CREATE TABLE "Order ""Lines""; --" (
    "Order, no" text COLLATE "C", "Zeile" integer, "Größe" text, raw json, "select" integer[], stamp timestamptz, blob bytea,
    PRIMARY KEY ("Order, no", "Zeile"));
INSERT INTO "Order ""Lines""; --"
SELECT chr(65 + n % 3), n, 'größe ' || n, '{"z":1,   "z":2}', '[0:1]={1,2}', 'infinity', '\x01' FROM generate_series(1, 9) n;
INSERT INTO "Order ""Lines""; --" VALUES ('A', 0, 'it''s ? : kept', NULL, NULL, NULL, NULL);
