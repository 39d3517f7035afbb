package sluice.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import sluice.environment.embedded.EmbeddedOptions;
import sluice.environment.embedded.EmbeddedServer;
import sluice.sql.Sql;

/** Kills runners, sessions and the server while rows are counted up, and proves that each was counted exactly once. */
final class KillHarness implements AutoCloseable {

    /** What is done to a run. */
    enum Kill {
        RUNNER_KILLED,
        SESSION_TERMINATED,
        SERVER_RESTARTED,
        RUNNER_STOPPED_AND_TAKEN_OVER
    }

    // what was committed must survive the server's own death; only the machine's is left out
    private static final EmbeddedOptions OPTIONS = new EmbeddedOptions(0, false, Map.of("synchronous_commit", "on"));
    private static final int ROWS = 20_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path home;
    private final Random random;
    private final EmbeddedServer server;
    private final Map<Kill, Integer> kills = new TreeMap<>();
    private int round;
    private Process runner;

    KillHarness(Path home, long seed) throws SQLException {
        this.home = home;
        this.random = new Random(seed);
        this.server = EmbeddedServer.join(home, OPTIONS);
        LedgerTables.create(server.url("postgres"), "postgres", "not-checked", "public");
        try (Connection connection = connect()) {
            Sql.on(connection).run("CREATE TABLE counters (id integer PRIMARY KEY, x integer NOT NULL)");
            Sql.on(connection).run("INSERT INTO counters SELECT n, 0 FROM generate_series(1, " + ROWS + ") n");
        }
    }

    /** Kills so many times, each kind in turn, and ends with a run that may come to its end. */
    Map<Kill, Integer> run(int times) throws Exception {
        round = 1;
        runner = start();
        for (int done = 0; done < times; done++) {
            if (!progresses()) {
                nextRound();
                progresses();
            }
            Kill kill = Kill.values()[done % Kill.values().length];
            apply(kill);
            kills.merge(kill, 1, Integer::sum);
        }
        nextRound();
        return kills;
    }

    private void apply(Kill kill) throws Exception {
        switch (kill) {
            case RUNNER_KILLED -> {
                runner.destroyForcibly().waitFor();
                runner = start();
            }
            case SESSION_TERMINATED ->
                text("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
                        + "WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()");
            case SERVER_RESTARTED -> restart();
            case RUNNER_STOPPED_AND_TAKEN_OVER -> takeOver();
        }
    }

    /** Like pg_ctl stop -m immediate: nothing is written any more, and the next start recovers. */
    private void restart() throws Exception {
        try (Stream<Path> files = Files.find(home, 4, (file, what) -> file.endsWith("postmaster.pid"))) {
            String id = Files.readAllLines(files.findFirst().orElseThrow()).get(0);
            ProcessHandle postmaster = ProcessHandle.of(Long.parseLong(id)).orElseThrow();
            signal("QUIT", postmaster.pid());
            await().atMost(PATIENCE).until(() -> !postmaster.isAlive());
        }
        EmbeddedServer.join(home, OPTIONS).close();
    }

    private void takeOver() throws Exception {
        Process zombie = runner;
        signal("STOP", zombie.pid());
        long fence = fence();
        runner = start();
        await().atMost(PATIENCE).until(() -> fence() > fence);
        long batches = batches();
        await().atMost(PATIENCE).until(() -> batches() > batches || !runner.isAlive());
        signal("CONT", zombie.pid());
        if (!zombie.waitFor(1, TimeUnit.SECONDS)) {
            zombie.destroyForcibly().waitFor(); // it waits for its turn, as it should
        }
    }

    /** The run comes to its end; every row was counted once more, and once only. */
    private void nextRound() throws Exception {
        assertThat(runner.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as("runner ends")
                .isTrue();
        assertThat(text("SELECT min(x) || ' ' || max(x) || ' ' || count(*) FROM counters"))
                .as("round " + round + " after " + kills + "\n" + said())
                .isEqualTo(round + " " + round + " " + ROWS);
        assertThat(text("SELECT status || ' ' || rows FROM sluice_checkpoint WHERE changeset = 'round" + round + "'"))
                .isEqualTo("done " + ROWS);
        round++;
        runner = start();
    }

    /** Waits for some batches of the running process; false if the round is at its end. */
    private boolean progresses() throws Exception {
        long goal = batches() + 1 + random.nextInt(20);
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> batches() >= goal || !runner.isAlive());
        return runner.isAlive();
    }

    private Process start() throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                IncrementRunner.class.getName(),
                server.url("postgres"),
                "round" + round);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        home.resolve("runners.log").toFile()))
                .start();
    }

    private String said() throws IOException {
        return Files.readString(home.resolve("runners.log"), UTF_8);
    }

    private static void signal(String name, long process) throws Exception {
        new ProcessBuilder("kill", "-" + name, String.valueOf(process)).start().waitFor();
    }

    private long batches() throws SQLException {
        String batches = text("SELECT batches FROM sluice_checkpoint WHERE changeset = 'round" + round + "'");
        return batches == null ? 0 : Long.parseLong(batches);
    }

    private long fence() throws SQLException {
        return Long.parseLong(text("SELECT fence FROM sluice_checkpoint WHERE changeset = 'round" + round + "'"));
    }

    private String text(String query) throws SQLException {
        try (Connection connection = connect()) {
            return Sql.on(connection).text(query);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(server.url("postgres"), "postgres", "not-checked");
    }

    @Override
    public void close() {
        runner.destroyForcibly().onExit().join();
        server.close();
    }
}
