package sluice.batch.throttle;

import java.sql.SQLException;
import java.util.Optional;
import sluice.sql.Sql;

/** How many files of the write-ahead log await archiving: a full disk stops the whole server. */
final class ArchiveBacklog implements Indicator {

    private final int most;

    ArchiveBacklog(int most) {
        this.most = most;
    }

    @Override
    public String name() {
        return "WAL archive";
    }

    @Override
    public Optional<String> trouble(Sql sql, String table) throws SQLException {
        if ("off".equals(sql.text("SHOW archive_mode"))) {
            return Optional.empty();
        }
        if (sql.text("SELECT 1 WHERE has_function_privilege('pg_ls_archive_statusdir()', 'EXECUTE')") == null) {
            throw new Hidden("membership of pg_monitor");
        }
        long waiting = sql.number("SELECT count(*) FROM pg_ls_archive_statusdir() WHERE name LIKE '%.ready'");
        return waiting <= most
                ? Optional.empty()
                : Optional.of(waiting + " WAL files await archiving, at most " + most);
    }
}
