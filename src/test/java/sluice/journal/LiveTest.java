package sluice.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import sluice.bench.LockWatch;
import sluice.task.Request.Action;

/**
 * The application works on while its ids change their type, and while they change back. By hand, on a machine of one's own:
 * {@code -Djournal.clients=20 -Djournal.users=1000000 -Djournal.locked=200}.
 */
final class LiveTest {

    private static final int CLIENTS = Integer.getInteger("journal.clients", 4);
    private static final int USERS = Integer.getInteger("journal.users", 1_000);
    // the lock timeout of the default pace, and a tenth of a second
    private static final long LONGEST_WAIT = 2_100;
    // the goal is 200 ms on a machine of one's own; this one may be shared with whole builds
    private static final int LOCKED = Integer.getInteger("journal.locked", 3_000);

    @Test
    void noWriteIsLostOrRefusedAndNobodyWaitsLong() throws Exception {
        try (Journal journal = Journal.legacy()) {
            more(journal, USERS);
            AtomicBoolean isOver = new AtomicBoolean();
            List<LiveClient> clients = new ArrayList<>();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                LiveClient client = new LiveClient(journal.connect(), i, isOver::get);
                clients.add(client);
                threads.add(new Thread(client));
            }
            threads.forEach(Thread::start);
            try {
                try (LockWatch watch = new LockWatch(journal.connect())) {
                    journal.require(journal.run(Action.UPDATE, "references-converted"));
                    Duration locked = watch.total();
                    System.getLogger("journal").log(Level.INFO, "under locks: {0}", locked);
                    assertThat(locked).isBetween(Duration.ofMillis(1), Duration.ofMillis(LOCKED));
                }
                check(journal, clients, "uuid");
                journal.require(journal.run(Action.ROLLBACK, "journal-start"));
            } finally {
                isOver.set(true);
                for (Thread thread : threads) {
                    thread.join();
                }
            }
            for (LiveClient client : clients) {
                assertThat(client.failures).isEmpty();
                assertThat(client.longestMillis).isLessThan(LONGEST_WAIT);
                assertThat(client.statements).isPositive();
            }
            check(journal, clients, "character varying");
            for (LiveClient client : clients) {
                for (var entry : client.entries.entrySet()) {
                    assertThat(journal.value("SELECT lower(user_id) FROM journal_entries WHERE id = " + entry.getKey()))
                            .isEqualTo(entry.getValue().toLowerCase());
                }
            }
        }
    }

    private static void check(Journal journal, List<LiveClient> clients, String type) {
        assertThat(journal.value("SELECT pg_typeof(user_id)::text FROM journal_entries LIMIT 1"))
                .isEqualTo(type);
        assertThat(
                        journal.value(
                                "SELECT count(*) FROM journal_entries e WHERE NOT EXISTS (SELECT FROM users u WHERE u.id = e.user_id)"))
                .isEqualTo(0L);
        assertThat(clients).allSatisfy(client -> assertThat(client.failures).isEmpty());
    }

    /** More users, five entries each. */
    static void more(Journal journal, int users) {
        journal.execute(
                "INSERT INTO users (id, email) SELECT gen_random_uuid()::text, 'many' || n FROM generate_series(1, "
                        + users + ") n;"
                        + "INSERT INTO journal_entries (content, entry_date, user_id) SELECT repeat('text ', 20), now(), id"
                        + " FROM users, generate_series(1, 5) WHERE email LIKE 'many%'; ANALYZE");
    }
}
