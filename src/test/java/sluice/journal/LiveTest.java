package sluice.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import sluice.bench.LockWatch;
import sluice.task.request.Request.Action;

/**
 * The application works on while its ids change their type, and while they change back. By hand, on a machine of one's own:
 * {@code -Djournal.clients=20 -Djournal.users=1000000 -Djournal.locked=200}, and {@code -Djournal.thinks=20}, milliseconds
 * between two statements of a client, where it is not.
 */
final class LiveTest {

    private static final System.Logger LOG = System.getLogger("journal");
    private static final int CLIENTS = Integer.getInteger("journal.clients", 4);
    private static final int USERS = Integer.getInteger("journal.users", 1_000);
    // the lock timeout of the default pace, and a tenth of a second
    private static final long LONGEST_WAIT = 2_100;
    // the goal is 200 ms on a machine of one's own; this one may be shared with whole builds
    private static final int LOCKED = Integer.getInteger("journal.locked", 3_000);

    private static final String KEEP = """
            CREATE SCHEMA kept; CREATE TABLE kept.users AS SELECT id, email FROM users;
            CREATE TABLE kept.rows AS SELECT 'journal_entries' AS tab, id, user_id FROM journal_entries
            UNION ALL SELECT 'tags', id, user_id FROM tags UNION ALL SELECT 'reminders', id, user_id FROM reminders
            """;
    private static final String CHANGED = """
            WITH now AS (SELECT 'journal_entries' AS tab, id, user_id FROM journal_entries
                UNION ALL SELECT 'tags', id, user_id FROM tags UNION ALL SELECT 'reminders', id, user_id FROM reminders)
            SELECT (SELECT count(*) FROM kept.users k LEFT JOIN users u USING (email) WHERE u.id IS DISTINCT FROM k.id::%1$s)
                + (SELECT count(*) FROM kept.rows k LEFT JOIN now n USING (tab, id) WHERE n.user_id IS DISTINCT FROM k.user_id::%1$s)
            """;

    private static final String WAITING =
            "SELECT EXISTS (SELECT FROM pg_locks WHERE relation = 'users'::regclass AND NOT granted)";

    private int phase;

    @Test
    void noWriteIsLostOrRefusedAndNobodyWaitsLong() throws Exception {
        try (Journal journal = Journal.legacy()) {
            more(journal, USERS);
            journal.execute(KEEP);
            SortedMap<String, String> before = JournalState.definitions(journal.database());

            try (LockWatch watch = new LockWatch(journal.connect())) {
                whileClientsWork(journal, Action.UPDATE, "references-converted");
                Duration locked = watch.total();
                LOG.log(Level.INFO, "under locks: {0}", locked);
                assertThat(locked).isBetween(Duration.ofMillis(1), Duration.ofMillis(LOCKED));
            }

            assertThat(journal.value(CHANGED.formatted("uuid"))).isEqualTo(0L);
            SortedMap<String, String> after = JournalState.definitions(journal.database());
            assertThat(rules(after)).isEqualTo(rules(before)).isNotEmpty();
            assertThat(after.get("columns journal.users")).contains("id uuid NOT NULL");
            assertThat(List.of("journal_entries", "tags", "reminders"))
                    .allSatisfy(table ->
                            assertThat(after.get("columns journal." + table)).contains("user_id uuid NOT NULL"));

            whileClientsWork(journal, Action.ROLLBACK, "journal-start");

            assertThat(journal.value(CHANGED.formatted("text"))).isEqualTo(0L);
            assertThat(JournalState.definitions(journal.database())).isEqualTo(before);
        }
    }

    @Test
    void whileATableIsVacuumedWeWaitAndTheApplicationDoesNot() throws Exception {
        try (Journal journal = Journal.legacy();
                Connection vacuum = journal.connect();
                Connection client = journal.connect();
                Statement statement = client.createStatement()) {
            vacuum.setAutoCommit(false);
            vacuum.createStatement().execute("LOCK TABLE users IN SHARE UPDATE EXCLUSIVE MODE"); // as VACUUM does
            var run = CompletableFuture.supplyAsync(() -> journal.run(Action.UPDATE, "users-converted"));
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> run.isDone() || journal.value(WAITING).equals(true));

            statement.execute("SET statement_timeout = '400ms'");
            statement.execute("INSERT INTO users (id, email) VALUES (gen_random_uuid(), 'meanwhile@example.org')");

            vacuum.rollback();
            journal.require(run.get());
        }
    }

    private void whileClientsWork(Journal journal, Action action, String tag) throws Exception {
        AtomicBoolean isOver = new AtomicBoolean();
        List<LiveClient> clients = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        phase++;
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(new LiveClient(journal.connect(), phase * 100 + i, isOver::get));
            threads.add(new Thread(clients.get(i)));
        }
        long start = System.nanoTime();
        threads.forEach(Thread::start);
        try {
            journal.require(journal.run(action, tag));
        } finally {
            isOver.set(true);
            for (Thread thread : threads) {
                thread.join();
            }
        }
        LOG.log(
                Level.INFO,
                "{0}: {1} s, {2} statements, longest wait {3} ms",
                action,
                (System.nanoTime() - start) / 1_000_000_000,
                clients.stream().mapToLong(client -> client.statements).sum(),
                clients.stream().mapToLong(client -> client.longestMillis).max().orElse(0));
        check(journal, clients);
    }

    private static void check(Journal journal, List<LiveClient> clients) throws SQLException {
        Map<String, String> written = new TreeMap<>();
        for (LiveClient client : clients) {
            assertThat(client.failures).isEmpty();
            assertThat(client.longestMillis).isLessThan(LONGEST_WAIT);
            assertThat(client.statements).isPositive();
            written.putAll(client.rows);
        }
        assertThat(journal.pairs(LiveClient.ROWS)).isEqualTo(written);
        journal.execute("DELETE FROM journal_entries WHERE content = 'live'; DELETE FROM tags WHERE color = 'live';"
                + "DELETE FROM reminders WHERE message = 'live'");
    }

    /** Constraints, indexes, sequences, grants of tables and the rest, but the columns and what keeps their former ones in step. */
    private static SortedMap<String, String> rules(SortedMap<String, String> state) {
        SortedMap<String, String> rules = new TreeMap<>(state);
        rules.keySet()
                .removeIf(name ->
                        name.startsWith("columns ") || name.contains("sluice_") || name.contains("migration_backup"));
        return rules;
    }

    /** More users, with five entries each, and every other one with a tag and a reminder. */
    static void more(Journal journal, int users) {
        journal.execute(
                "INSERT INTO users (id, email) SELECT gen_random_uuid()::text, 'many' || n FROM generate_series(1, "
                        + users + ") n;"
                        + "INSERT INTO journal_entries (content, entry_date, user_id) SELECT repeat('text ', 20), now(), id"
                        + " FROM users, generate_series(1, 5) WHERE email LIKE 'many%';"
                        + "INSERT INTO tags (name, user_id) SELECT email, id FROM users WHERE email ~ '^many.*[02468]$';"
                        + "INSERT INTO reminders (title, message, frequency, time, user_id)"
                        + " SELECT email, 'write', 'DAILY', now(), id FROM users WHERE email ~ '^many.*[02468]$'; ANALYZE");
    }
}
