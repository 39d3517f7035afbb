UPDATE "Order ""Lines""; --"
SET "Größe" = "Größe" || ' (a, b)', raw = '{"b": 1,  "a": 2}', "select"[1] = 7, stamp = 'infinity', blob = '\x00ff'
WHERE "Zeile" > 0;
