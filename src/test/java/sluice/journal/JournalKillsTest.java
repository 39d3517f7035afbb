package sluice.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole update, killed anywhere: the same command ends it as if nothing had been; {@code -Djournal.kills=50} for more. */
final class JournalKillsTest {

    private static final int KILLS = Integer.getInteger("journal.kills", 3);
    private static final int USERS = Integer.getInteger("journal.users", 500);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir
    private Path folder;

    @Test
    void theSameCommandEndsTheSameWhereverTheRunWasKilled() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int killed = 0;
        try (Journal template = Journal.legacy()) {
            LiveTest.more(template, USERS);
            SortedMap<String, String> undisturbed;
            long nanos;
            try (Journal journal = template.copy()) {
                nanos = run(journal, Long.MAX_VALUE);
                undisturbed = JournalState.read(journal.database());
            }
            for (int i = 0; i < KILLS; i++) {
                try (Journal journal = template.copy()) {
                    long moment = (long) (random.nextDouble() * nanos);
                    killed += run(journal, moment) < 0 ? 1 : 0;

                    journal.require(journal.update());

                    assertThat(JournalState.read(journal.database()))
                            .as("seed %d, kill %d after %d ms", seed, i, moment / 1_000_000)
                            .isEqualTo(undisturbed);
                }
            }
        }
        assertThat(killed).as("runs that were killed before their end").isPositive();
    }

    /** Lets a process run for so long, counted from its first session; how long it took, or -1 if it was killed. */
    private long run(Journal journal, long nanos) throws IOException, InterruptedException {
        Process process = start(journal);
        try {
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> journal.sessions() > 0 || !process.isAlive());
            long start = System.nanoTime();
            if (process.waitFor(Math.min(nanos, PATIENCE.toNanos()), TimeUnit.NANOSECONDS)) {
                assertThat(process.exitValue())
                        .as("exit status, see %s", folder)
                        .isZero();
                return System.nanoTime() - start;
            }
            return -1;
        } finally {
            process.destroyForcibly().waitFor(); // kill -9
        }
    }

    private Process start(Journal journal) throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                JournalRunner.class.getName(),
                journal.database().url(),
                journal.database().username(),
                journal.database().password());
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("runner.log").toFile())
                .start();
    }
}
