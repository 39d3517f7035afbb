package sluice.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sluice.batch.run.EngineDatabase;
import sluice.batch.walk.Walk;
import sluice.sql.Sql;

/**
 * The application goes on writing to the table while it is walked: nobody fails, nothing is lost, nobody waits for long.
 * {@code -Dclients.rows=1000000} runs it at full size; the percentile goes to the test's output.
 */
@Timeout(value = 30, unit = java.util.concurrent.TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class LiveClientsTest {

    private static final int CLIENTS = 20;
    private static final int ROWS = Integer.getInteger("clients.rows", 60_000);
    private static final StepKey STEP = new StepKey("test::001-count::test", 1);
    private static final String CHANGE = "UPDATE accounts SET x = x + 1, note = md5(note)"
            + " WHERE id >= CAST(? AS integer) AND id <= CAST(? AS integer)";

    /** What a client did, so that it can be looked for afterwards; waits in nanoseconds. */
    private record Diary(long increments, List<Integer> inserted, List<Integer> deleted, List<Long> waits) {}

    private final AtomicBoolean over = new AtomicBoolean();

    @Test
    void twentyClientsWriteAllTheWhile() throws Exception {
        try (EngineDatabase engine = EngineDatabase.create()) {
            engine.execute("CREATE TABLE accounts (id integer PRIMARY KEY, x integer NOT NULL DEFAULT 0,"
                    + " writes integer NOT NULL DEFAULT 0, note text NOT NULL DEFAULT 'a note')");
            engine.execute("INSERT INTO accounts SELECT generate_series(1, " + ROWS + ")");
            ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
            List<Future<Diary>> diaries = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                int number = client;
                diaries.add(clients.submit(() -> write(engine, number)));
            }
            long started = System.nanoTime();
            try {
                engine.walk(new Walk("accounts", Key.of("id"), "id <= " + ROWS), Pace.DEFAULT, CHANGE);
            } finally {
                over.set(true);
                clients.shutdown();
            }
            List<Diary> all = new ArrayList<>();
            for (Future<Diary> diary : diaries) {
                all.add(diary.get()); // a write that failed fails the test here
            }
            check(engine, all, Duration.ofNanos(System.nanoTime() - started));
        }
    }

    private static void check(EngineDatabase engine, List<Diary> diaries, Duration took) {
        int deleted = diaries.stream().mapToInt(diary -> diary.deleted.size()).sum();
        assertThat(engine.value("SELECT count(*) FROM accounts WHERE id <= " + ROWS))
                .isEqualTo((long) ROWS - deleted);
        assertThat(engine.value("SELECT min(x) || ' ' || max(x) FROM accounts WHERE id <= " + ROWS))
                .as("every row that was there, once")
                .isEqualTo("1 1");
        for (Diary diary : diaries) {
            String ids = diary.inserted.toString().replace('[', '{').replace(']', '}');
            assertThat(engine.value("SELECT count(*) FROM accounts WHERE id = ANY ('" + ids + "')"))
                    .isEqualTo((long) diary.inserted.size());
        }
        assertThat(engine.value("SELECT sum(writes) FROM accounts"))
                .as("increments of the clients")
                .isEqualTo(diaries.stream().mapToLong(diary -> diary.increments).sum());
        List<Long> waits =
                diaries.stream().flatMap(diary -> diary.waits.stream()).sorted().toList();
        long percentile = waits.get(waits.size() * 99 / 100) / 1_000_000;
        System.out.printf(
                "%d rows in %d ms beside %d writes of %d clients: 99 %% waited %d ms at most, the longest %d ms%n",
                ROWS, took.toMillis(), waits.size(), CLIENTS, percentile, waits.get(waits.size() - 1) / 1_000_000);
        assertThat(percentile).isLessThan(Pace.DEFAULT.lockTimeout().toMillis() + 50);
    }

    /** Increments rows that stay, inserts rows behind the end, and deletes each hundredth row, its own share of them. */
    private Diary write(EngineDatabase engine, int number) throws SQLException {
        Random random = new Random(number);
        Diary diary = new Diary(0, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        long increments = 0;
        try (Connection connection = engine.connect()) {
            connection.setAutoCommit(true);
            Sql sql = Sql.on(connection);
            for (int turn = 0; !over.get() || turn < 20; turn++) {
                long start = System.nanoTime();
                switch (turn % 10) {
                    case 0 -> {
                        int id = ROWS + 1 + turn * CLIENTS + number;
                        sql.update("INSERT INTO accounts (id) VALUES (?)", id);
                        diary.inserted.add(id);
                    }
                    case 1 -> {
                        int id = 100 * (1 + turn / 10 * CLIENTS + number);
                        if (sql.update("DELETE FROM accounts WHERE id = ? AND id <= ? AND writes = 0", id, ROWS) == 1) {
                            diary.deleted.add(id);
                        }
                    }
                    default -> {
                        int id = 1 + random.nextInt(ROWS - 1) / 100 * 100;
                        increments += sql.update("UPDATE accounts SET writes = writes + 1 WHERE id = ?", id);
                    }
                }
                diary.waits.add(System.nanoTime() - start);
            }
        }
        return new Diary(increments, diary.inserted, diary.deleted, diary.waits);
    }
}
