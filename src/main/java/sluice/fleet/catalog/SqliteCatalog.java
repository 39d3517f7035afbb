package sluice.fleet.catalog;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import sluice.environment.Settings;
import sluice.environment.problem.ConfigurationException;
import sluice.fleet.changelog.Expected;
import sluice.sql.Sql;
import sluice.task.lock.SqliteLock;

/** A file of SQLite: the one schema main, and a ledger of a few dozen rows. */
final class SqliteCatalog implements Catalog {

    static final String MAIN = "main";

    private static final String TABLE = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND lower(name) = ?";
    private static final String LEDGER = """
            SELECT filename || char(9) || id || char(9) || author AS changeset, md5sum, tag
            FROM databasechangelog ORDER BY orderexecuted
            """;

    private record Ran(String changeset, String checksum, String tag) {}

    @Override
    public List<String> schemas(Connection connection, Settings settings) {
        boolean others = settings.schemasFile().isPresent()
                || settings.schemasQuery().isPresent()
                || !List.of(MAIN).containsAll(settings.schemas());
        if (others) {
            throw new ConfigurationException(settings.url().shown()
                    + " is a file of SQLite, whose only schema is main; leave out --schemas and its kin.");
        }
        return List.of(MAIN);
    }

    @Override
    public States read(Connection connection, List<String> schemas) throws SQLException {
        Sql sql = Sql.on(connection);
        boolean known = sql.number(TABLE, "databasechangelog") > 0;
        List<Ran> rows = known
                ? sql.rows(LEDGER, row -> new Ran(row.getString(1), row.getString(2), row.getString(3)))
                : List.of();
        boolean locked = sql.number(TABLE, "databasechangeloglock") > 0
                && sql.number("SELECT count(*) FROM databasechangeloglock WHERE locked") > 0;
        return new Ledger(known, locked, rows);
    }

    private record Ledger(boolean known, boolean locked, List<Ran> rows) implements States {

        @Override
        public List<SchemaState> states(Expected expected) {
            Map<String, Expected.Row> wanted = new HashMap<>();
            expected.rows().forEach(row -> wanted.put(String.join("\t", row.path(), row.id(), row.author()), row));
            int done = 0;
            int changed = 0;
            String tag = "";
            for (Ran ran : rows) {
                Expected.Row row = wanted.get(ran.changeset());
                if (row != null) {
                    boolean same = row.checksum().equals(ran.checksum());
                    done += same ? 1 : 0;
                    changed += same ? 0 : 1;
                    tag = ran.tag() == null ? tag : ran.tag();
                }
            }
            int all = expected.rows().size();
            return List.of(new SchemaState(MAIN, known, done, all, changed, tag, locked, 0, 0, false, "", 0));
        }

        @Override
        public Map<String, Integer> orders() {
            return Map.of();
        }
    }

    /** The connection is read-only already; SQLite's transactions see one state from their first read on. */
    @Override
    public void beginSnapshot(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
    }

    @Override
    public void reclaim(Connection connection) throws SQLException {
        SqliteLock.reclaim(connection);
    }

    /** SQLite has no SQLSTATE; its own words are all there is. */
    @Override
    public boolean isMissing(SQLException error) {
        String words = String.valueOf(error.getMessage());
        return words.contains("no such table") || words.contains("no such column");
    }
}
