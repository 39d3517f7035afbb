package sluice.designs.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.designs.importing.report.Outcome;
import sluice.environment.Key;
import sluice.image.PerceptualHasher;

/** The sample of 22 files, 3 of them bad: a first run, a second one, and what changes in between. */
@Timeout(120)
class SampleTest {

    @TempDir
    Path root;

    private Gallery gallery;

    @BeforeEach
    void sample() throws IOException {
        gallery = Gallery.over(root).withSample();
    }

    @AfterEach
    void close() {
        gallery.close();
    }

    private Path local(String path) {
        return root.resolve(path.substring(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"on", "off"})
    void nineteenAreImportedAndThreeRecordedWithReasons(String batched) throws Exception {
        var options = gallery.options();
        options.put(Key.NAS_BATCHED, batched);

        var report = gallery.run(options);

        assertThat(report.count(Outcome.IMPORTED)).isEqualTo(19);
        assertThat(report.count(Outcome.BAD)).isEqualTo(3);
        assertThat(report.counts().values().stream().mapToLong(n -> n).sum()).isEqualTo(22);
        assertThat(report.hasTrouble()).isTrue();
        assertThat(gallery.value("SELECT count(*) FROM design_images")).isEqualTo(19L);
        assertThat(gallery.database
                        .query("SELECT file_path || ' ' || reason FROM design_import_failures ORDER BY file_path")
                        .toString())
                .contains("empty.png empty:", "cut.png truncated:", "text.png unknown format:");
        assertThat(report.folders()).isEqualTo(4);
        assertThat(report.foldersMissing()).isZero();
    }

    @Test
    void everyRowHoldsWhatItsFileIs() throws Exception {
        gallery.run();

        var hasher = new PerceptualHasher();
        int rows = 0;
        for (String path : gallery.candidates()) {
            var found = gallery.database.query("SELECT phash, content_sha256, file_size,"
                    + " extract(epoch FROM file_modified_at)::bigint, filename, is_active, is_digital, created_at = updated_at"
                    + " FROM design_images WHERE file_path = " + Gallery.quoted(path));
            if (found.isEmpty()) {
                continue;
            }
            rows++;
            var file = local(path);
            assertThat(found.get(0))
                    .containsExactly(
                            hasher.hash(file).hex(),
                            HexFormat.of()
                                    .formatHex(
                                            MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file))),
                            Files.size(file),
                            Files.getLastModifiedTime(file).toInstant().getEpochSecond(),
                            file.getFileName().toString(),
                            true,
                            null,
                            true);
        }
        assertThat(rows).isEqualTo(19);
    }

    @Test
    void eachDesignBelongsToTheTemplateOfItsFolder() throws Exception {
        gallery.run();

        assertThat(
                        gallery.database.query(
                                "SELECT count(*) FROM design_images d JOIN users u ON u.id = d.user_id"
                                        + " JOIN design_template_association a ON a.design_image_id = d.id"
                                        + " JOIN etsy_product_templates t ON t.id = a.product_template_id AND t.user_id = u.id"
                                        + " WHERE d.file_path = '/share/Graphics/' || u.shop_name || '/' || t.name || '/' || d.filename"))
                .hasToString("[[19]]");
        assertThat(gallery.value("SELECT count(*) FROM design_template_association"))
                .isEqualTo(19L);
    }

    @Test
    void aSecondRunReadsNothing() throws Exception {
        gallery.run();
        var rows = gallery.rows();
        long before = gallery.server.bytes();

        var report = gallery.run();

        assertThat(gallery.server.bytes()).isEqualTo(before);
        assertThat(report.bytesFetched()).isZero();
        assertThat(report.count(Outcome.UNCHANGED)).isEqualTo(19);
        assertThat(report.count(Outcome.STILL_BAD)).isEqualTo(3);
        assertThat(report.hasTrouble()).isFalse();
        assertThat(gallery.rows()).isEqualTo(rows);
    }

    @Test
    void aChangedFileIsReadAgainAndNoOther() throws Exception {
        gallery.run();
        long before = gallery.server.bytes();
        var content = Gallery.picture("stripes.png");
        gallery.server.put(Gallery.cups("UV 001.png"), content);

        var report = gallery.run();

        assertThat(report.count(Outcome.READ_AGAIN)).isEqualTo(1);
        assertThat(report.count(Outcome.UNCHANGED)).isEqualTo(18);
        assertThat(gallery.server.bytes() - before).isEqualTo(content.length);
        assertThat(gallery.value("SELECT phash FROM design_images WHERE file_path = "
                        + Gallery.quoted(Gallery.cups("UV 001.png"))))
                .isEqualTo(new PerceptualHasher().hash(content).hex());
        assertThat(gallery.value("SELECT count(*) FROM design_images WHERE updated_at > created_at"))
                .isEqualTo(1L);
    }

    @Test
    void aFileOfTheSameSizeWithANewTimeIsReadAgain() throws Exception {
        gallery.run();
        Files.setLastModifiedTime(
                local(Gallery.cups("UV 002.JPG")), FileTime.from(Instant.parse("2025-09-02T10:00:00Z")));

        assertThat(gallery.run().count(Outcome.READ_AGAIN)).isEqualTo(1);
        assertThat(gallery.run().count(Outcome.READ_AGAIN)).isZero();
    }

    @Test
    void aBadFileThatWasRepairedIsImportedAndOneThatOnlyChangedIsBadAnew() throws Exception {
        gallery.run();
        gallery.server.put(Gallery.shirts("cut.png"), Gallery.picture("blobs.png"));
        gallery.server.put(Gallery.signs("text.png"), "another text".getBytes());

        var report = gallery.run();

        assertThat(report.count(Outcome.IMPORTED)).isEqualTo(1);
        assertThat(report.count(Outcome.BAD)).isEqualTo(1);
        assertThat(report.count(Outcome.STILL_BAD)).isEqualTo(1);
        assertThat(gallery.value("SELECT count(*) FROM design_import_failures")).isEqualTo(2L);
        assertThat(gallery.value("SELECT count(*) FROM design_images")).isEqualTo(20L);
    }

    @Test
    void anImageThatBecameBadKeepsItsRow() throws Exception {
        gallery.run();
        gallery.server.put(Gallery.cups("UV 001.png"), "broken".getBytes());

        assertThat(gallery.run().count(Outcome.BAD)).isEqualTo(1);
        assertThat(gallery.run().count(Outcome.STILL_BAD)).isEqualTo(4);
        assertThat(gallery.value("SELECT count(*) FROM design_images")).isEqualTo(19L);
    }

    @Test
    void lookAlikesAreReportedOnceTheyAreNew() throws Exception {
        var report = gallery.run();

        // one picture in several formats
        assertThat(report.lookAlikes())
                .anySatisfy(group -> assertThat(group)
                        .containsExactly(
                                Gallery.shirts("DTF 005.jpg"),
                                Gallery.cups("UV 002.JPG"),
                                Gallery.cups("UV 003.jpeg")));
        assertThat(gallery.run().lookAlikes()).isEmpty();

        gallery.server.put(Gallery.shirts("copy.png"), Gallery.picture("plaid.png"));
        assertThat(gallery.run().lookAlikes())
                .containsExactly(List.of(Gallery.shirts("UV 001.png"), Gallery.shirts("copy.png")));
    }

    @Test
    void designsOfDifferentUsersAreNotCompared() throws Exception {
        gallery.server.put(Gallery.signs("theirs.jpg"), Gallery.picture("blobs-420.jpg"));

        assertThat(gallery.run().lookAlikes())
                .noneMatch(group ->
                        group.contains(Gallery.signs("theirs.png")) && group.contains(Gallery.cups("UV 001.png")));
    }
}
