package sluice.task.lock;

import java.sql.Connection;
import java.sql.SQLException;
import sluice.sql.Sql;

/** Liquibase's row of a session that was killed: whoever holds our advisory lock may free it. */
public final class StaleLock {

    /** The number of the advisory lock of the current schema, as SQL. */
    static final String NUMBER = "hashtextextended('sluice lock ' || current_database() || ' ' || current_schema(), 0)";

    private static final String RECLAIM = """
            UPDATE databasechangeloglock l SET locked = FALSE, lockgranted = NULL, lockedby = NULL
            WHERE l.id = 1 AND l.locked AND l.lockedby ~ '\\[pg \\d+@\\d+\\]$' AND NOT EXISTS (
                SELECT FROM pg_stat_activity a
                WHERE a.pid = CAST(substring(l.lockedby FROM '\\[pg (\\d+)@\\d+\\]$') AS integer)
                  AND (a.backend_start IS NULL OR CAST(floor(extract(epoch FROM a.backend_start)) AS text)
                       = substring(l.lockedby FROM '\\[pg \\d+@(\\d+)\\]$')))
            """;

    private StaleLock() {}

    /** Frees the current schema's row if its session is gone; the caller holds the advisory lock. */
    static boolean reclaim(Connection connection) throws SQLException {
        return Sql.on(connection).update(RECLAIM) > 0;
    }

    /** The same for somebody who holds no lock: nothing happens while a session of ours works on the schema. */
    public static boolean reclaimUnlocked(Connection connection) throws SQLException {
        Sql sql = Sql.on(connection);
        if (!"t".equals(sql.text("SELECT pg_try_advisory_lock(" + NUMBER + ")"))) {
            return false;
        }
        try {
            return reclaim(connection);
        } finally {
            sql.text("SELECT pg_advisory_unlock(" + NUMBER + ")");
        }
    }
}
