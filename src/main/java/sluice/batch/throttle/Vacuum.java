package sluice.batch.throttle;

import java.sql.SQLException;
import java.util.Optional;
import sluice.sql.Sql;

/**
 * Whether autovacuum, or another vacuum or index build, works on the table. Known by its lock, which every role may see,
 * unlike the progress of somebody else's vacuum.
 */
final class Vacuum implements Indicator {

    private static final String QUERY = """
            SELECT count(*) FROM pg_locks l
            WHERE l.locktype = 'relation' AND l.granted AND l.mode = 'ShareUpdateExclusiveLock'
              AND l.pid <> pg_backend_pid()
              AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
              AND l.relation = to_regclass(quote_ident(current_schema()) || '.' || quote_ident(?))
            """;

    @Override
    public String name() {
        return "autovacuum";
    }

    @Override
    public Optional<String> trouble(Sql sql, String table) throws SQLException {
        return table.isEmpty() || sql.number(QUERY, table) == 0
                ? Optional.empty()
                : Optional.of("autovacuum or another maintenance works on " + table);
    }
}
