package sluice.fleet.replay;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.SQLException;
import sluice.environment.Settings;
import sluice.environment.connection.Target;
import sluice.fleet.catalog.Fingerprint;
import sluice.sql.Identifier;
import sluice.sql.Literal;
import sluice.sql.Sql;

/** Sends replays over one connection, one schema after the other, each under the locks that Liquibase would hold. */
final class Replayer implements AutoCloseable {

    private static final String NUMBER = "hashtextextended('sluice lock ' || current_database() || ' ' || %s, 0)";
    private static final String TAKE = """
            UPDATE databasechangeloglock SET locked = TRUE, lockgranted = now(), lockedby = %s || (
                SELECT ' [pg ' || pid || '@' || floor(extract(epoch FROM backend_start)) || ']'
                FROM pg_stat_activity WHERE pid = pg_backend_pid())
            WHERE id = 1 AND NOT locked""";

    /** Frees the row, if it is still this session's. */
    static final String GIVE_BACK = """
            UPDATE databasechangeloglock SET locked = FALSE, lockgranted = NULL, lockedby = NULL
            WHERE id = 1 AND lockedby LIKE '%[pg ' || pg_backend_pid() || '@%'""";

    private static final String CHECK =
            "SELECT current_schema() || ' ' || " + Fingerprint.SQL + " FROM databasechangelog";

    private final Connection connection;
    private final Sql sql;

    /** Opens the connection. */
    Replayer(Target target, Settings settings) throws SQLException {
        // unnamed statements only: a plan that was made for one schema must not serve the next
        this.connection =
                new Target(target.url().with("prepareThreshold", "0"), target.username(), target.password()).connect();
        this.sql = Sql.on(connection);
        sql.run("SET lock_timeout = " + settings.lockTimeout().toMillis());
        sql.run("SET statement_timeout = " + settings.statementTimeout().toMillis());
    }

    /**
     * Does in this schema what was done in the reference.
     *
     * @return whether it is done; if not, Liquibase must look at this schema itself
     * @throws SQLException if a statement failed: the changesets before it are done and recorded, the lock is given back
     */
    boolean run(Replay replay, String schema) throws SQLException {
        String number = NUMBER.formatted(Literal.of(schema));
        sql.run("SET search_path = " + Identifier.of(schema));
        if (!"t".equals(text("SELECT pg_try_advisory_lock(" + number + ")"))) {
            return false;
        }
        boolean locked = false;
        try {
            if (replay.isFresh()) {
                sql.run(replay.tables());
            }
            locked = sql.update(TAKE.formatted(Literal.of(host()))) == 1;
            boolean same = locked && (schema + " " + replay.before()).equals(text(CHECK));
            if (same) {
                sql.run(replay.text());
            }
            return same;
        } finally {
            release(number, locked);
        }
    }

    private void release(String number, boolean locked) throws SQLException {
        if (!connection.isClosed()) {
            sql.run("ROLLBACK"); // only a warning where no transaction is open
            if (locked) {
                sql.run(GIVE_BACK);
            }
            text("SELECT pg_advisory_unlock(" + number + ")");
        }
    }

    private String text(String query) throws SQLException {
        return sql.plainRows(query, row -> row.getString(1)).get(0);
    }

    private static String host() {
        try {
            InetAddress here = InetAddress.getLocalHost();
            return here.getHostName() + " (" + here.getHostAddress() + ")";
        } catch (UnknownHostException unnamed) {
            return "an unnamed host";
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException ignored) {
            // it is ours alone, and nothing is open in it
        }
    }
}
