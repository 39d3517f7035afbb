DELETE FROM "Log ""2026""" WHERE "Level" = 1;
