package sluice.designs.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sluice.designs.importing.report.ImportReport;
import sluice.designs.importing.report.Outcome;
import sluice.environment.Key;
import sluice.environment.problem.ConfigurationException;

/** A server that is slow, breaks, refuses or holds monsters; and another importer at the same time. */
@Timeout(180)
class TroubleTest {

    @TempDir
    Path root;

    private Gallery gallery;

    @BeforeEach
    void open() throws IOException {
        gallery = Gallery.over(root);
    }

    @AfterEach
    void close() {
        gallery.close();
    }

    private void many(int count) throws IOException {
        var names = List.of("blobs.png", "plaid-420.jpg", "stripes.webp", "mirrored.gif", "blobs-lzw.tif");
        for (int i = 0; i < count; i++) {
            var name = names.get(i % names.size());
            gallery.server.put(Gallery.cups("%03d %s".formatted(i, name)), Gallery.picture(name));
        }
    }

    private long images() {
        return (Long) gallery.value("SELECT count(*) FROM design_images");
    }

    @Test
    void connectionsThatBreakAgainAndAgainCostNoFile() throws Exception {
        many(60);
        gallery.server.dropAfter(60_000);

        var report = gallery.run();

        assertThat(report.count(Outcome.IMPORTED)).isEqualTo(60);
        assertThat(report.hasTrouble()).isFalse();
        assertThat(gallery.server.connections()).isGreaterThan(3);
    }

    @Test
    void aSlowServerIsWaitedFor() throws Exception {
        many(10);
        gallery.server.pauseBeforeEachRead(150_000_000);

        assertThat(gallery.run().count(Outcome.IMPORTED)).isEqualTo(10);
    }

    @Test
    void aServerThatGoesAwayForGoodEndsTheRunAndTheNextGoesOn() throws Exception {
        many(40);
        gallery.server.pauseBeforeEachRead(150_000_000);
        var options = gallery.options();
        options.put(Key.RETRIES, "1");
        var run = CompletableFuture.supplyAsync(() -> report(options));
        await().until(() -> gallery.server.bytes() > 0);
        gallery.server.refuse(true);

        var report = run.join();

        assertThat(report.halted()).contains("No connection to the SFTP server");
        assertThat(report.hasTrouble()).isTrue();
        assertThat(report.count(Outcome.LEFT)).isPositive();
        assertThat(report.count(Outcome.IMPORTED) + report.count(Outcome.LEFT)).isEqualTo(40);
        assertThat(images()).isEqualTo(report.count(Outcome.IMPORTED));
        gallery.server.refuse(false);
        assertThat(gallery.run().count(Outcome.IMPORTED)).isEqualTo(report.count(Outcome.LEFT));
        assertThat(images()).isEqualTo(40);
    }

    private ImportReport report(Map<Key, String> options) {
        try {
            return gallery.run(options);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aFolderThatCannotBeListedIsAnErrorAndTheOthersGoOn() throws Exception {
        many(3);
        gallery.server.put(Gallery.shirts("a.png"), Gallery.picture("blobs.png"));
        gallery.server.deny(Gallery.shirts("a.png").replace("/a.png", ""));

        var report = gallery.run();

        assertThat(report.count(Outcome.IMPORTED)).isEqualTo(3);
        assertThat(report.foldersFailed()).isEqualTo(1);
        assertThat(report.hasTrouble()).isTrue();
        assertThat(report.troubles().get(0).reason()).contains("DTF Shirts").contains("may not be read by importer");
    }

    @Test
    void aTemplateWithoutAFolderIsToldAndNoError() throws Exception {
        many(3);

        var report = gallery.run();

        assertThat(report.folders()).isEqualTo(1);
        assertThat(report.foldersMissing()).isEqualTo(3);
        assertThat(report.hasTrouble()).isFalse();
    }

    @Test
    void aFileThatMayNotBeReadIsTriedAgainInTheNextRun() throws Exception {
        many(3);
        var denied = Gallery.cups("000 blobs.png");
        gallery.server.deny(denied);

        var report = gallery.run();

        assertThat(report.count(Outcome.FAILED)).isEqualTo(1);
        assertThat(report.count(Outcome.IMPORTED)).isEqualTo(2);
        assertThat(report.hasTrouble()).isTrue();
        assertThat(gallery.value("SELECT count(*) FROM design_import_failures"))
                .as("not the file's fault")
                .isEqualTo(0L);
        gallery.server.allow(denied);
        assertThat(gallery.run().count(Outcome.IMPORTED)).isEqualTo(1);
    }

    @Test
    void aWrongPasswordAndAnUnknownHostAreConfiguration() {
        var wrongKey = gallery.options();
        wrongKey.put(Key.NAS_FINGERPRINT, "SHA256:another");
        assertThatThrownBy(() -> gallery.run(wrongKey))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("shows the key SHA256:");
        var wrongUser = gallery.options();
        wrongUser.put(Key.NAS_USERNAME, "nobody");
        assertThatThrownBy(() -> gallery.run(wrongUser))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("refuses the user nobody");
    }

    @Test
    void monstersAreRefusedByTheirBeginning() throws Exception {
        many(2);
        var header = Gallery.picture("blobs.png").clone();
        header[16] = 0;
        header[17] = 0;
        header[18] = 0x4e;
        header[19] = 0x20; // 20,000 wide
        System.arraycopy(header, 16, header, 20, 4);
        var checksum = new CRC32();
        checksum.update(header, 12, 17);
        for (int i = 0; i < 4; i++) {
            header[29 + i] = (byte) (checksum.getValue() >> 24 - 8 * i);
        }
        sparse(gallery.server.put(Gallery.cups("huge.png"), header), 1L << 30);
        sparse(gallery.server.put(Gallery.cups("nothing.png"), new byte[10]), 2L << 30);

        var report = gallery.run();

        assertThat(report.count(Outcome.IMPORTED)).isEqualTo(2);
        assertThat(gallery.database
                        .query("SELECT reason FROM design_import_failures ORDER BY file_path")
                        .toString())
                .contains("too large: 20000 x 20000 pixels", "unknown format");
        assertThat(report.bytesFetched()).as("of 3 GB").isLessThan(20_000_000);
    }

    private static void sparse(Path file, long size) throws IOException {
        try (var opened = new RandomAccessFile(file.toFile(), "rw")) {
            opened.setLength(size);
        }
    }

    @Test
    void twoImportersAtOnceReadEachFileOnce() throws Exception {
        many(300);
        gallery.server.pauseBeforeEachRead(2_000_000);

        var other = CompletableFuture.supplyAsync(() -> report(gallery.options()));
        var one = report(gallery.options());
        var two = other.join();

        assertThat(one.count(Outcome.IMPORTED) + two.count(Outcome.IMPORTED)).isEqualTo(300);
        assertThat(one.hasTrouble() || two.hasTrouble()).isFalse();
        for (var report : List.of(one, two)) {
            assertThat(report.count(Outcome.IMPORTED)
                            + report.count(Outcome.BY_ANOTHER)
                            + report.count(Outcome.UNCHANGED))
                    .as("each answers for every file")
                    .isEqualTo(300);
        }
        assertThat(images()).isEqualTo(300);
        List<String> twice = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            var name = gallery.database.query(
                    "SELECT file_path, file_size FROM design_images ORDER BY file_path OFFSET " + i + " LIMIT 1");
            var path = (String) name.get(0).get(0);
            if (gallery.server.bytes(path) != (Long) name.get(0).get(1)) {
                twice.add(path);
            }
        }
        assertThat(twice).isEmpty();
    }

    @Test
    void anImporterTakesOverWhatADeadOneHadClaimed() throws Exception {
        many(5);
        try (var dead = gallery.database.connect()) {
            dead.createStatement()
                    .execute("SELECT pg_advisory_lock(hashtextextended('sluice import ' || current_schema() || ' "
                            + Gallery.cups("000 blobs.png") + "', 0))");
            var run = CompletableFuture.supplyAsync(() -> report(gallery.options()));
            await().atMost(Duration.ofSeconds(60)).until(() -> images() == 4);
            assertThat(run).isNotDone();
            gallery.database
                    .superuser()
                    .execute("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"
                            + " AND pid IN (SELECT pid FROM pg_stat_activity WHERE application_name <> 'sluice')");

            assertThat(run.join().count(Outcome.IMPORTED)).isEqualTo(5);
        }
    }

    @Test
    void aDatabaseThatLosesItsConnectionsLosesNoFile() throws Exception {
        many(120);
        gallery.server.pauseBeforeEachRead(5_000_000);
        var run = CompletableFuture.supplyAsync(() -> report(gallery.options()));
        for (int i = 1; i <= 3; i++) {
            long goal = 20L * i;
            await().until(() -> run.isDone() || images() > goal);
            gallery.database
                    .superuser()
                    .execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name ="
                            + " 'sluice' AND datname = current_database()");
        }

        assertThat(run.join().hasTrouble()).isFalse();
        assertThat(images()).isEqualTo(120);
    }

    @Test
    void aFileThatIsStillBeingWrittenIsReadAgainWhenItIsWhole() throws Exception {
        var whole = Gallery.picture("blobs.png");
        var half = Arrays.copyOf(whole, whole.length / 2);
        var second = FileTime.from(Instant.parse("2025-09-01T10:00:00Z"));
        Files.setLastModifiedTime(gallery.server.put(Gallery.cups("a.png"), half), second);
        assertThat(gallery.run().count(Outcome.BAD)).isEqualTo(1);

        Files.setLastModifiedTime(gallery.server.put(Gallery.cups("a.png"), whole), second);

        assertThat(gallery.run().count(Outcome.IMPORTED)).isEqualTo(1);
    }
}
