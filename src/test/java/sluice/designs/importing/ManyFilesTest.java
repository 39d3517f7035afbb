package sluice.designs.importing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** As many files as a large shop has, nearly all of them known, in half a gigabyte of heap. More: -Dfiles=1000000. */
@Timeout(3600)
class ManyFilesTest {

    private static final int FILES = Integer.getInteger("files", 3_000);
    private static final List<String> PICTURES = List.of("blobs.png", "plaid-420.jpg", "stripes.webp");
    private static final String WHEN = "2025-09-01T10:00:00Z";

    @TempDir
    Path root;

    private Gallery gallery;

    @BeforeEach
    void known() throws IOException {
        gallery = Gallery.over(root);
        FileTime time = FileTime.from(Instant.parse(WHEN));
        Path folder = gallery.server.put(Gallery.cups(name(0)), new byte[0]).getParent();
        for (int i = 0; i < FILES; i++) {
            Path file = folder.resolve(name(i));
            Files.write(file, new byte[0]);
            Files.setLastModifiedTime(file, time);
        }
        gallery.database.execute("""
                INSERT INTO design_images (id, user_id, filename, file_path, phash, file_size, file_modified_at, is_active)
                SELECT md5(n::text)::uuid, '%s', 'x', '%s' || lpad(n::text, 7, '0') || '.png',
                  md5(n::text) || md5('more ' || n), 0, '%s', true FROM generate_series(0, %d) n;
                INSERT INTO design_template_association (design_image_id, product_template_id)
                SELECT id, '%s' FROM design_images;
                ANALYZE design_images
                """.formatted(Gallery.MAKER, Gallery.cups(""), WHEN, FILES - 1, Gallery.CUPS));
        for (String picture : PICTURES) {
            gallery.server.put(Gallery.shirts(picture), Gallery.picture(picture));
        }
    }

    @AfterEach
    void close() {
        gallery.close();
    }

    private static String name(int number) {
        return "%07d.png".formatted(number);
    }

    @Test
    void whatIsKnownCostsAListingAndTheRestIsReadAndComparedWithAll() throws Exception {
        try (var run =
                ImportProcess.start(gallery, List.of("-Xmx512m", "-XX:+ExitOnOutOfMemoryError"), "--json", "-")) {
            var said = run.said();

            assertThat(run.status()).as(said).isZero();
            var schema = new ObjectMapper()
                    .readTree(said.substring(said.indexOf("{\n")))
                    .at("/schemas/0");
            System.out.println(FILES + " known files: " + schema.get("seconds") + " s");
            assertThat(schema.get("rows").asInt()).isEqualTo(PICTURES.size());
            assertThat(said).contains("\"unchanged\" : " + FILES);
            assertThat(schema.get("bytes").asLong()).isEqualTo(gallery.server.bytes());
        }
        assertThat(gallery.value("SELECT count(*) FROM design_images")).isEqualTo(FILES + (long) PICTURES.size());
    }
}
