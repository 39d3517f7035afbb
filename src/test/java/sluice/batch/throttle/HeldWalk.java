package sluice.batch.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import sluice.batch.BatchListener;
import sluice.batch.Checkpoint;
import sluice.batch.Key;
import sluice.batch.Pace;
import sluice.batch.Session;
import sluice.batch.StepKey;
import sluice.batch.Tally;
import sluice.batch.Throttle;
import sluice.batch.run.Batches;
import sluice.batch.run.EngineDatabase;
import sluice.batch.run.Walked;
import sluice.batch.walk.Walk;
import sluice.sql.Sql;

/** A walk over a table {@code t} that is held up by pressure on the server, until the test frees it. */
final class HeldWalk implements BatchListener {

    static final String INCREMENT =
            "UPDATE t SET x = x + 1 WHERE id >= CAST(? AS integer) AND id <= CAST(? AS integer)";

    /** Opens the connection of the walk. */
    @FunctionalInterface
    interface Sessions {
        Connection open() throws SQLException;
    }

    /** Ends the pressure. */
    @FunctionalInterface
    interface Release {
        void run() throws Exception;
    }

    private final List<String> notices;
    private final List<Checkpoint> checkpoints;
    private final Sessions sessions;

    private HeldWalk(List<String> notices, List<Checkpoint> checkpoints, Sessions sessions) {
        this.notices = notices;
        this.checkpoints = checkpoints;
        this.sessions = sessions;
    }

    static HeldWalk on(EngineDatabase engine) {
        return new HeldWalk(engine.notices, engine.checkpoints, engine::connect);
    }

    static HeldWalk on(Sessions sessions) {
        return new HeldWalk(new ArrayList<>(), new ArrayList<>(), sessions);
    }

    static void prepare(EngineDatabase engine) {
        engine.execute(TABLE);
    }

    static final String TABLE = "CREATE TABLE t (id integer PRIMARY KEY, x integer NOT NULL DEFAULT 0);"
            + " INSERT INTO t SELECT generate_series(1, 1000)";

    List<String> notices() {
        return List.copyOf(notices);
    }

    /** Walks with nobody's help. */
    Walked freely(Throttle throttle) throws SQLException {
        try (Connection connection = sessions.open()) {
            connection.setAutoCommit(false);
            return new Batches(new Session(connection, Pace.DEFAULT.fixed(100), this, () -> false, throttle))
                    .run(new StepKey("test", 1), new Walk("t", Key.of("id"), ""), (open, range) -> {
                        Object from = range.from().get(0);
                        return new Tally(
                                Sql.on(open).update(INCREMENT, from, range.to().get(0)), Map.of());
                    });
        }
    }

    /** Walks beside the test: held up at once, for two seconds without a batch, until the release; then to the end. */
    Walked until(Throttle throttle, Release release) throws Exception {
        CompletableFuture<Walked> walk = new CompletableFuture<>();
        Thread runner = new Thread(() -> {
            try {
                walk.complete(freely(throttle));
            } catch (SQLException | RuntimeException broken) {
                walk.completeExceptionally(broken);
            }
        });
        runner.start();
        await().until(() -> walk.isDone() || notices().stream().anyMatch(notice -> notice.startsWith("holding")));
        int batches = checkpoints.size();
        await().during(Duration.ofSeconds(2))
                .atMost(Duration.ofSeconds(4))
                .until(() -> checkpoints.size() == batches && !walk.isDone());
        release.run();
        Walked walked = walk.get();
        assertThat(walked.rows()).isEqualTo(1000);
        try (Connection connection = sessions.open()) {
            assertThat(Sql.on(connection).text("SELECT min(x) || ' ' || max(x) FROM t"))
                    .isEqualTo("1 1");
        }
        return walked;
    }

    @Override
    public synchronized void committed(StepKey key, Checkpoint checkpoint, long estimate) {
        checkpoints.add(checkpoint);
    }

    @Override
    public synchronized void notice(StepKey key, String message) {
        notices.add(message);
    }
}
