package sluice.listings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.task.worker.IsolatedWorker;

/** A copy that is killed at random points ends as one that was not; {@code -Dkills=30} for the long version. */
final class KilledCopyTest {

    private static final int KILLS = Integer.getInteger("kills", 3);
    private static final int ROWS = 3000;
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final String MANY = """
            INSERT INTO c2c_listings (id, user_id, category_id, title, price, created_at, updated_at)
            SELECT n, 7, 1002, 'Listing ' || n, n %% 40, '2025-01-01', '2025-01-01' FROM generate_series(10001, 10000 + %1$d) n;
            INSERT INTO c2c_images (id, listing_id, file_path, file_name, file_size, content_type, is_main)
            SELECT 2 * n + i, n, n || '-' || i || '.jpg', 'a', 1, 'image/jpeg', i = 0
            FROM generate_series(10001, 10000 + %1$d) n, generate_series(0, 1) i
            """;
    private static final String LISTINGS = "SELECT * FROM listings.listings ORDER BY id";
    // numbers of pictures come from a sequence, which a lost batch moves, too
    private static final String PICTURES =
            "SELECT listing_id, url, thumbnail_url, storage_path, display_order, is_primary, "
                    + "created_at > now() - interval '1 day' AS today FROM listings.listing_images ORDER BY listing_id, display_order";
    private static final String WITHOUT_PICTURES = """
            SELECT count(*) FROM listings.listings l WHERE l.id > 10000
              AND (SELECT count(*) FROM listings.listing_images i WHERE i.listing_id = l.id) <> 2""";

    @TempDir
    private Path folder;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    @Test
    void aKilledCopyLosesNothingDoublesNothingAndLeavesNoListingWithoutItsPictures() throws Exception {
        try (Move move = new Move();
                Move calm = new Move()) {
            for (Move each : List.of(move, calm)) {
                each.atSource(AwkwardRows.SQL + MANY.formatted(ROWS));
            }
            try (IsolatedWorker worker = new IsolatedWorker(() -> false)) {
                assertThat(calm.update(worker).error()).isEmpty();
            }

            int killed = kill(move);

            assertThat(killed).isEqualTo(KILLS);
            assertThat(move.rows(LISTINGS)).as("seed " + seed).isEqualTo(calm.rows(LISTINGS));
            assertThat(move.rows(PICTURES)).isEqualTo(calm.rows(PICTURES));
            assertThat(move.rejects(Move.COPY)).isEqualTo(calm.rejects(Move.COPY));
            assertThat(copied(move)).isEqualTo(copied(calm));
        }
    }

    private static String copied(Move move) {
        return move.value("SELECT concat(rows, ' ', counts) FROM listings.sluice_checkpoint WHERE step = 2");
    }

    /** A new target for each time that the copy comes to its end in spite of it all. */
    private int kill(Move move) throws Exception {
        int killed = 0;
        for (Process run = start(move); ; run = start(move)) {
            Process running = run;
            long goal = batches(move) + random.nextInt(30);
            boolean enough = killed == KILLS;
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> !running.isAlive() || !enough && batches(move) > goal);
            if (!running.isAlive()) {
                // 1: rows were set aside, as they should
                assertThat(running.exitValue())
                        .as("seed " + seed + ", see " + folder)
                        .isEqualTo(1);
                if (enough) {
                    return killed;
                }
                move.alterTarget("TRUNCATE listings CASCADE; TRUNCATE sluice_checkpoint, sluice_reject, sluice_undo;"
                        + "DROP TABLE sluice_copied_listings; ALTER SEQUENCE listings_id_seq RESTART");
                continue;
            }
            running.destroyForcibly().waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            killed++;
            assertThat(move.value(WITHOUT_PICTURES)).as("seed " + seed).isEqualTo("0");
        }
    }

    private static long batches(Move move) {
        if (move.value("SELECT to_regclass('listings.sluice_checkpoint')").equals("null")) {
            return 0;
        }
        return Long.parseLong(
                move.value("SELECT coalesce(max(batches), 0) FROM listings.sluice_checkpoint WHERE step = 2"));
    }

    private Process start(Move move) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dsluice.home="
                        + Path.of(System.getProperty("project.directory", ".")).toAbsolutePath(),
                "-cp",
                System.getProperty("java.class.path"),
                "sluice.cli.Sluice",
                "update",
                "listings"));
        command.addAll(List.of("--url", move.target.url(), "--username", move.target.username()));
        command.addAll(List.of("--schemas", Move.SCHEMA, "--labels", "!full", "--throttle", "off"));
        command.addAll(List.of("--batch-size", "40", "--batch-size-max", "40"));
        ProcessBuilder run = new ProcessBuilder(command).redirectErrorStream(true);
        run.environment().put("SLUICE_PASSWORD", move.target.password());
        run.environment().put("SLUICE_SOURCE_MONOLITH_URL", move.source.url());
        run.environment()
                .put("SLUICE_SOURCE_MONOLITH_USERNAME", move.source.source().username());
        run.environment().put("SLUICE_SOURCE_MONOLITH_PASSWORD", move.source.password());
        return run.redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("run.log").toFile()))
                .start();
    }
}
