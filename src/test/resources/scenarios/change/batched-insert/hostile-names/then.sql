INSERT INTO "Ziel ""Tabelle""" ("a, b", "Wert") SELECT "von", upper("Wert") FROM "Quelle";
