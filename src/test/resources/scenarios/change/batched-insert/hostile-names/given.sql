CREATE TABLE "Quelle" ("von" text PRIMARY KEY, "Wert" text);
CREATE TABLE "Ziel ""Tabelle""" ("a, b" text UNIQUE, "Wert" text, made integer DEFAULT 1);
INSERT INTO "Quelle" SELECT 'k' || n, 'w' || n FROM generate_series(1, 7) n;
