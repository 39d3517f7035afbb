CREATE TABLE "Log ""2026""" ("Level" integer, at integer, "Text" text);
CREATE INDEX "Log key" ON "Log ""2026""" ("Level", at);
INSERT INTO "Log ""2026""" SELECT n % 2, n / 3, 'line ' || n FROM generate_series(1, 13) n;
