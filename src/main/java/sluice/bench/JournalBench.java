package sluice.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import sluice.bench.contest.Contest;
import sluice.bench.contest.Figure;
import sluice.bench.contest.Ground;
import sluice.sql.Sql;

/** The journal's ids by the changelog, with both strategies, by a hand-written transaction, and as the old script does it. */
public final class JournalBench {

    private static final String CHANGELOG = "changelogs/journal/changelog.yaml";
    private static final String STRATEGY = "JOURNAL_STRATEGY";
    // the old script takes minutes for more, and its pages cost the more the further back they lie
    private static final long ROW_BY_ROW = 2_000;
    private static final String BY_HAND = """
            BEGIN;
            ALTER TABLE journal_entries DROP CONSTRAINT journal_entries_user_id_fkey;
            ALTER TABLE tags DROP CONSTRAINT tags_user_id_fkey;
            ALTER TABLE reminders DROP CONSTRAINT reminders_user_id_fkey;
            ALTER TABLE secret_tags DROP CONSTRAINT secret_tags_user_id_fkey;
            ALTER TABLE users ALTER COLUMN id TYPE uuid USING id::uuid;
            ALTER TABLE journal_entries ALTER COLUMN user_id TYPE uuid USING user_id::uuid;
            ALTER TABLE tags ALTER COLUMN user_id TYPE uuid USING user_id::uuid;
            ALTER TABLE reminders ALTER COLUMN user_id TYPE uuid USING user_id::uuid;
            ALTER TABLE secret_tags ALTER COLUMN user_id TYPE uuid USING user_id::uuid;
            ALTER TABLE opaque_sessions ALTER COLUMN user_id TYPE uuid USING user_id::uuid;
            ALTER TABLE journal_entries ADD FOREIGN KEY (user_id) REFERENCES users (id);
            ALTER TABLE tags ADD FOREIGN KEY (user_id) REFERENCES users (id);
            ALTER TABLE reminders ADD FOREIGN KEY (user_id) REFERENCES users (id);
            ALTER TABLE secret_tags ADD FOREIGN KEY (user_id) REFERENCES users (id);
            COMMIT""";
    private static final String CHANGE_ALONE = """
            SELECT CAST(sum(extract(epoch FROM completed_at - started_at)) * 1000000 AS bigint)
            FROM migration_log WHERE status = 'completed' AND operation NOT LIKE '%snapshot%'
            """;

    private final Ground ground;
    private Duration whole = Duration.ZERO;
    private Duration locked = Duration.ZERO;
    private Duration byHandLocked = Duration.ZERO;

    /** A benchmark on this ground. */
    public JournalBench(Ground ground) {
        this.ground = ground;
    }

    /** Figures for so many users and seven times as many rows in all; the first is the floor. */
    public List<Figure> run(long users, int runs) throws SQLException {
        long rows = JournalTables.rows(users);
        long few = Math.min(users, ROW_BY_ROW);
        return new Contest()
                .add("ALTER TABLE by hand", rows, () -> byHand(users))
                .add("ALTER TABLE by hand, under locks", rows, () -> byHandLocked.toNanos())
                .add("sluice rewrite, the change alone", rows, () -> bySluice("rewrite", users))
                .add("sluice rewrite, whole update", rows, () -> whole.toNanos())
                .add("sluice online, the change alone", rows, () -> bySluice("online", users))
                .add("sluice online, whole update", rows, () -> whole.toNanos())
                .add("sluice online, under locks", rows, () -> locked.toNanos())
                .add("row by row, as the old script", JournalTables.rows(few), () -> rowByRow(few))
                .run(runs);
    }

    private long byHand(long users) throws SQLException {
        // watched like ours, because that costs time as well
        try (Connection connection = filled(users);
                LockWatch watch = new LockWatch(ground.connect())) {
            long start = System.nanoTime();
            Sql.on(connection).run(BY_HAND);
            long time = System.nanoTime() - start;
            byHandLocked = watch.total();
            return time;
        }
    }

    private long bySluice(String strategy, long users) throws SQLException {
        try (Connection connection = filled(users)) {
            ground.update("changelogs/ledger/changelog.yaml", "");
            System.setProperty(STRATEGY, strategy);
            try (LockWatch watch = new LockWatch(ground.connect())) {
                long start = System.nanoTime();
                ground.update(CHANGELOG, "");
                whole = Duration.ofNanos(System.nanoTime() - start);
                locked = watch.total();
            } finally {
                System.clearProperty(STRATEGY);
            }
            return 1000 * Sql.on(connection).number(CHANGE_ALONE);
        }
    }

    /** Its pages, its statement per row, its commit per page; without its crash at the end. */
    private long rowByRow(long users) throws SQLException {
        try (Connection connection = filled(users)) {
            connection.setAutoCommit(false);
            long start = System.nanoTime();
            convert(connection, "users", "id", "id");
            Sql.on(connection).run("ALTER TABLE users ADD PRIMARY KEY (id)");
            for (String table : List.of("journal_entries", "tags", "reminders")) {
                convert(connection, table, "id", "user_id");
                Sql.on(connection)
                        .run("ALTER TABLE " + table + " ADD FOREIGN KEY (user_id) REFERENCES users (id);"
                                + "CREATE INDEX ON " + table + " (user_id)");
            }
            connection.commit();
            return System.nanoTime() - start;
        }
    }

    private static void convert(Connection connection, String table, String key, String column) throws SQLException {
        Sql sql = Sql.on(connection);
        String twin = column + "_uuid";
        sql.run("ALTER TABLE " + table + " ADD COLUMN " + twin + " uuid");
        String page = "SELECT CAST(t.%s AS text), t.%s FROM %s t ORDER BY t.%1$s LIMIT 1000 OFFSET ?"
                .formatted(key, column, table);
        String update = "UPDATE %s SET %s = CAST(? AS uuid) WHERE CAST(%s AS text) = ?".formatted(table, twin, key);
        if (!key.equals(column)) {
            update = "UPDATE %s SET %s = CAST(? AS uuid) WHERE %s = CAST(? AS integer)".formatted(table, twin, key);
        }
        List<String[]> rows = new ArrayList<>();
        int done = 0;
        do {
            rows = sql.rows(page, row -> new String[] {row.getString(1), row.getString(2)}, done);
            for (String[] row : rows) {
                sql.update(update, row[1], row[0]);
            }
            connection.commit();
            done += rows.size();
        } while (!rows.isEmpty());
        sql.run("ALTER TABLE " + table + " DROP COLUMN " + column + " CASCADE; ALTER TABLE " + table + " RENAME COLUMN "
                + twin + " TO " + column);
        connection.commit();
    }

    private Connection filled(long users) throws SQLException {
        Connection connection = ground.fresh();
        // the snapshots of an earlier run
        Sql.on(connection).run("""
                DO $$
                DECLARE
                    copy text;
                BEGIN
                    FOR copy IN SELECT tablename FROM pg_tables
                        WHERE schemaname = 'migration_backup' AND starts_with(tablename, current_schema() || '.')
                    LOOP
                        EXECUTE format('DROP TABLE migration_backup.%I', copy);
                    END LOOP;
                END $$""");
        JournalTables.fill(connection, ground.home(), users);
        return connection;
    }
}
