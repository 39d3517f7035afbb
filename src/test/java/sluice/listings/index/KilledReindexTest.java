package sluice.listings.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import sluice.opensearch.TestCluster;

/** kill -9 or SIGTERM in the middle of a reindex: searches notice nothing, and the same command ends the work. */
class KilledReindexTest {

    private static final int LISTINGS = 6000;
    private static final int KILLS = Math.max(1, Integer.getInteger("kills", 8) / 4);

    @Test
    void aReindexThatIsKilledOrStoppedAnywhereIsEndedByTheSameCommand() throws Exception {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        try (Ground ground = Ground.with(LISTINGS)) {
            ground.reindex();
            ground.database.execute("UPDATE listings SET views_count = 7");
            for (int kill = 0; kill < KILLS; kill++) {
                long documents = random.nextLong(1, LISTINGS * 3L / 4);
                endAt(ground, ground.alias + "-2", documents, Process::destroyForcibly);

                assertThat(ground.used()).as("seed " + seed).isEqualTo(ground.alias + "-1");
                assertThat(ground.document(3).get("views_count").asInt()).isZero();
            }

            // Ctrl-C, or a scheduler's patience: the command ends by itself
            Process stopped = endAt(ground, ground.alias + "-2", 5000, Process::destroy);
            assertThat(stopped.exitValue()).isEqualTo(143);
            assertThat(ground.used()).isEqualTo(ground.alias + "-1");

            Settled settled = ground.reindex();

            assertThat(settled.switched()).as("seed " + seed).isTrue();
            assertThat(settled.index()).isEqualTo(ground.alias + "-2");
            assertThat(settled.repaired()).isZero();
            assertThat(ground.count(ground.alias)).isEqualTo(ground.listings());
            assertThat(ground.compare().differences()).isEmpty();
        }
    }

    /** Ends the command when so many documents are in. */
    private static Process endAt(Ground ground, String index, long documents, Consumer<Process> end)
            throws IOException, InterruptedException {
        Process command = command(ground);
        try {
            Awaitility.await()
                    .atMost(3, TimeUnit.MINUTES)
                    .until(() -> !command.isAlive() || ground.count(index) >= documents);
            assertThat(command.isAlive()).as("the command had not ended").isTrue();
            end.accept(command);
            assertThat(command.waitFor(3, TimeUnit.MINUTES)).isTrue();
            return command;
        } finally {
            command.destroyForcibly().waitFor();
        }
    }

    private static Process command(Ground ground) throws IOException {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dsluice.home=" + System.getProperty("project.directory", "."),
                "-cp",
                System.getProperty("java.class.path"),
                "sluice.cli.Sluice"));
        words.addAll(List.of("reindex", "listings", "--schemas", "public", "--quiet"));
        words.addAll(List.of("--url", ground.database.url(), "--username", ground.database.username()));
        words.addAll(List.of("--opensearch-url", TestCluster.url(), "--opensearch-alias", ground.alias));
        // small steps, so that there is a middle
        words.addAll(List.of("--opensearch-parallel", "1", "--opensearch-bulk-kilobytes", "16"));
        ProcessBuilder builder =
                new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("SLUICE_PASSWORD", ground.database.password());
        return builder.start();
    }
}
