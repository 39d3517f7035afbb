package sluice.designs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.environment.Key;
import sluice.fleet.report.SchemaReport;

/** The seventh of the old steps: hashes of 8 x 8 become those of 16 x 16, from files on this machine. */
final class FillLargeHashesTest {

    private static final String SHORT = "e488fa13007b71ef";
    private static final String LONG = "e49b88ddf2741323007f7bc4718ec4598e3bc43bffc4ecd9258c1321704f33b2";
    private static final Path BLOBS = DesignsDatabase.PROJECT.resolve("src/test/resources/image/blobs.png");

    @TempDir
    private Path folder;

    private DesignsDatabase database;

    @BeforeEach
    void create() throws Exception {
        database = DesignsDatabase.create();
        database.execute("""
                ALTER TABLE design_images ADD COLUMN phash varchar(64);
                INSERT INTO users (id, email, hashed_password, shop_name)
                  VALUES ('00000000-0000-0000-0000-00000000000a', 'ann', 'x', 'Anns')
                """);
        Files.copy(BLOBS, folder.resolve("there.png"));
        Files.writeString(folder.resolve("broken.png"), "no picture");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void whatIsHereIsHashedAnewInUseOrNotAndTheRestIsLeftAndCounted() throws Exception {
        design(1, folder.resolve("there.png"), SHORT, "NULL");
        design(2, folder.resolve("broken.png"), SHORT, "true");
        design(3, Path.of("/share/Graphics/Anns/cups/nowhere.png"), SHORT, "true");
        design(4, folder, SHORT, "true");
        design(5, folder.resolve("other.png"), "0".repeat(64), "true");
        database.execute(
                "UPDATE design_images SET file_path = 'src/test/resources/image/blobs.png' WHERE file_path LIKE '/share%'");
        Map<String, String> before = database.dump();

        SchemaReport report = database.update();

        assertThat(report.error()).isEmpty();
        assertThat(report.counts()).containsEntry("designs hashed anew", 1L).containsEntry("rows left as they are", 3L);
        assertThat(hashes()).containsExactly(LONG, SHORT, SHORT, SHORT, "0".repeat(64));
        assertThat(database.rows("SELECT count(*) FROM design_images WHERE updated_at > now() - interval '1 hour'"))
                .containsExactly("1");
        assertThat(database.rollback("designs-start").error()).isEmpty();
        assertThat(database.dump()).containsExactlyInAnyOrderEntriesOf(before);
    }

    @Test
    void manyRowsGoInBatchesAndAHashThatCameSinceStays() throws Exception {
        for (int number = 1; number <= 60; number++) {
            Path copy = folder.resolve(number + ".png");
            Files.copy(BLOBS, copy);
            design(number, copy, SHORT, "true");
        }

        assertThat(database.update("", Map.of(Key.BATCH_SIZE_MAX, "1000")).error())
                .isEmpty();

        assertThat(hashes()).hasSize(60).containsOnly(LONG);
        assertThat(database.rows("SELECT batches > 2 FROM sluice_checkpoint WHERE changeset LIKE '%092-fill-large%'"))
                .containsExactly("true");
        database.execute("UPDATE design_images SET phash = repeat('1', 64) WHERE file_path LIKE '%/7.png'");
        assertThat(database.rollback("shopify-stores").error()).isEmpty();
        assertThat(database.rows("SELECT phash, count(*) FROM design_images GROUP BY 1 ORDER BY 1"))
                .containsExactly("1".repeat(64) + "|1", SHORT + "|59");
    }

    private List<String> hashes() {
        return database.rows("SELECT phash FROM design_images ORDER BY id");
    }

    private void design(int number, Path path, String hash, String active) {
        database.execute("""
                INSERT INTO design_images (id, user_id, filename, file_path, phash, is_active, created_at, updated_at)
                VALUES ('00000000-0000-0000-0000-0000000001%02d', '00000000-0000-0000-0000-00000000000a', 'x', '%s', '%s', %s,
                  '2025-01-01', '2025-01-01')
                """.formatted(number, path, hash, active));
    }
}
