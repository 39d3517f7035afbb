package sluice.designs.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Imports that are killed or stopped at any point: the next run ends with the same rows as one that was left alone. */
@Timeout(3600)
class KilledImportTest {

    private static final int FILES = 150;
    private static final List<String> FAST_START = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    @TempDir
    Path root;

    private Gallery gallery;

    @BeforeEach
    void open() throws IOException {
        gallery = Gallery.over(root).withSample();
        var names = List.of("blobs.png", "plaid-420.jpg", "stripes.webp", "mirrored.gif", "blobs-lzw.tif");
        for (int i = 0; i < FILES; i++) {
            var name = names.get(i % names.size());
            var file = gallery.server.put(Gallery.banners("%03d %s".formatted(i, name)), Gallery.picture(name));
            Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2025-09-01T10:00:00Z")));
        }
    }

    @AfterEach
    void close() {
        gallery.close();
    }

    private String everything() {
        return gallery.rows()
                + gallery.database.query("SELECT user_id, file_path, file_size, reason FROM design_import_failures"
                        + " ORDER BY file_path");
    }

    @Test
    void killedAtAnyPointItEndsWithTheSameRows() throws Exception {
        gallery.run();
        var expected = everything();
        var random = new Random(Long.getLong("seed", System.nanoTime()));
        // as often as the kill test of the engine kills: -Dkills=30
        int kills = Math.max(3, Integer.getInteger("kills", 8) / 2);
        gallery.server.pauseBeforeEachRead(4_000_000);
        int killed = 0;
        while (killed < kills) {
            gallery.database.migration().execute("TRUNCATE design_images, design_import_failures CASCADE");
            boolean finished = false;
            while (!finished && killed < kills) {
                long goal = gallery.server.bytes() + random.nextInt(2_000_000);
                try (var run = ImportProcess.start(gallery, FAST_START, "--quiet")) {
                    await().atMost(Duration.ofSeconds(60))
                            .pollInterval(Duration.ofMillis(5))
                            .until(() -> !run.isAlive() || gallery.server.bytes() > goal);
                    finished = !run.isAlive();
                    run.kill();
                    killed += finished ? 0 : 1;
                }
                assertThat(gallery.database.query(
                                "SELECT user_id, file_path FROM design_images GROUP BY 1, 2" + " HAVING count(*) > 1"))
                        .isEmpty();
            }
            gallery.run();
            assertThat(everything()).isEqualTo(expected);
        }
    }

    @Test
    void stoppedItFinishesWhatIsInHandAndTheSameCommandGoesOn() throws Exception {
        gallery.server.pauseBeforeEachRead(20_000_000);
        try (var run = ImportProcess.start(gallery, FAST_START)) {
            await().atMost(Duration.ofSeconds(60)).until(() -> gallery.server.bytes() > 500_000);
            run.stop();
            var said = run.said();

            assertThat(run.status()).isEqualTo(143);
            assertThat(said).contains("Stopping", "Run the same command again to go on");
            long images = (Long) gallery.value("SELECT count(*) FROM design_images");
            assertThat(images).isBetween(1L, FILES + 18L);
            long read = gallery.server.bytes();
            long stored = (Long) gallery.value("SELECT coalesce(sum(file_size), 0)::bigint FROM design_images")
                    + (Long) gallery.value("SELECT coalesce(sum(file_size), 0)::bigint FROM design_import_failures");
            assertThat(read).as("nothing that was read is lost").isEqualTo(stored);
        }
        gallery.server.pauseBeforeEachRead(0);
        try (var again = ImportProcess.start(gallery, FAST_START, "--quiet")) {
            again.said();
            assertThat(again.status()).isIn(0, 1);
        }
        assertThat(gallery.value("SELECT count(*) FROM design_images")).isEqualTo(FILES + 19L);
    }
}
