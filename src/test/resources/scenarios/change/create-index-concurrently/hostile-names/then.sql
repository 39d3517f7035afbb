CREATE UNIQUE INDEX "Kunde ""unique""; --" ON "Kunden ""Liste""" ("Nummer", "select")
WHERE "Nummer" > 0 AND "select" <> 'it''s';
