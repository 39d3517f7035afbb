package sluice.fleet.crew;

import java.sql.Connection;
import java.sql.SQLException;
import sluice.environment.connection.Target;
import sluice.environment.problem.ConfigurationException;
import sluice.sql.Sql;

/**
 * Refuses to work behind a proxy that gives each transaction another session: the tenant is chosen by the session's search
 * path, and Liquibase's lock is the session's, too. Better no run than one in the wrong tenant.
 */
final class PoolerGuard {

    private static final String REFUSED = " is behind a connection pooler in transaction mode (such as PgBouncer): %s."
            + " Give the address of PostgreSQL itself, or of a pool in session mode.";
    private static final String TOKEN = "sluice.session";

    private PoolerGuard() {}

    /** @throws ConfigurationException if sessions are not what they seem */
    static void check(Target target) throws SQLException {
        try (Connection one = target.forSchema("pg_catalog").connect();
                Connection other = target.connect()) {
            String trouble = trouble(one, other);
            if (!trouble.isEmpty()) {
                throw refused(target, trouble);
            }
            if (!"pg_catalog".equals(Sql.on(one).text("SELECT current_schema()"))) {
                throw refused(target, "the search path that was asked for is not the session's");
            }
        }
    }

    private static ConfigurationException refused(Target target, String why) {
        return new ConfigurationException(target + REFUSED.formatted(why));
    }

    /** What shows that these two are not sessions of their own; empty if nothing does. */
    static String trouble(Connection one, Connection other) throws SQLException {
        String first = backend(one);
        String token = first + "-" + System.nanoTime();
        Sql.on(one).text("SELECT set_config('" + TOKEN + "', ?, FALSE)", token);
        if (backend(other).equals(first)) {
            return "two connections share one session";
        }
        other.setAutoCommit(false);
        try {
            // whatever session is free is taken now, so that ours, if it is not kept for us, must change
            backend(other);
            boolean same = backend(one).equals(first)
                    && token.equals(Sql.on(one).text("SELECT current_setting('" + TOKEN + "', TRUE)"));
            return same ? "" : "what one transaction sets in its session, the next does not find";
        } finally {
            other.rollback();
            other.setAutoCommit(true);
        }
    }

    private static String backend(Connection connection) throws SQLException {
        return Sql.on(connection).text("SELECT pg_backend_pid()");
    }
}
