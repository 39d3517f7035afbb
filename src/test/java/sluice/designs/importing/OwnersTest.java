package sluice.designs.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.designs.importing.report.Outcome;
import sluice.environment.Key;
import sluice.environment.problem.ConfigurationException;

/** Whose a file is, what the old service left in the rows, and names that lead elsewhere. */
@Timeout(120)
class OwnersTest {

    private static final UUID ANOTHER = UUID.fromString("00000000-0000-0000-0000-0000000000c1");

    @TempDir
    Path root;

    private Gallery gallery;

    @BeforeEach
    void open() throws IOException {
        gallery = Gallery.over(root);
        gallery.server.put(Gallery.cups("UV 001.png"), Gallery.picture("blobs.png"));
    }

    @AfterEach
    void close() {
        gallery.close();
    }

    private String stored(String columns, String path) {
        return gallery.database
                .query("SELECT " + columns + " FROM design_images d WHERE file_path = " + Gallery.quoted(path))
                .toString();
    }

    private void row(UUID user, String path, String more) {
        gallery.database.execute("INSERT INTO design_images (id, user_id, filename, file_path" + more.split("=")[0]
                + ") VALUES (gen_random_uuid(), '" + user + "', 'x.png', " + Gallery.quoted(path)
                + (more.isEmpty() ? "" : more.split("=")[1]) + ")");
    }

    @Test
    void theSameNameInTwoTemplatesIsTwoDesignsEachWithItsTemplate() throws Exception {
        gallery.server.put(Gallery.shirts("UV 001.png"), Gallery.picture("plaid.png"));

        gallery.run();

        assertThat(gallery.database.query("SELECT a.product_template_id FROM design_images d JOIN"
                        + " design_template_association a ON a.design_image_id = d.id WHERE d.filename = 'UV 001.png'"
                        + " ORDER BY 1"))
                .hasToString("[[" + Gallery.CUPS + "], [" + Gallery.SHIRTS + "]]");
    }

    @Test
    void anImageThatTheOldServiceSkippedForItsNameIsImportedWithItsAssociation() throws Exception {
        row(Gallery.MAKER, Gallery.shirts("UV 001.png"), ", phash=, '" + "ab".repeat(32) + "'");

        var report = gallery.run();

        assertThat(report.count(Outcome.IMPORTED)).isEqualTo(1);
        assertThat(stored("count(*)", Gallery.cups("UV 001.png"))).isEqualTo("[[1]]");
    }

    @Test
    void twoTemplatesOfOneNameShareTheDesign() throws Exception {
        gallery.template(ANOTHER, Gallery.MAKER, "UV DTF Cup Wraps");

        gallery.run();

        assertThat(gallery.value("SELECT count(*) FROM design_images")).isEqualTo(1L);
        assertThat(gallery.value("SELECT count(*) FROM design_template_association"))
                .isEqualTo(2L);
    }

    @Test
    void aTemplateThatCameLaterGetsItsAssociationWithoutReading() throws Exception {
        gallery.run();
        long before = gallery.server.bytes();
        gallery.template(ANOTHER, Gallery.MAKER, "UV DTF Cup Wraps");

        var report = gallery.run();

        assertThat(report.associations()).isEqualTo(1);
        assertThat(report.count(Outcome.UNCHANGED)).isEqualTo(1);
        assertThat(gallery.server.bytes()).isEqualTo(before);
        assertThat(gallery.value("SELECT count(*) FROM design_template_association"))
                .isEqualTo(2L);
        assertThat(gallery.run().associations()).isZero();
    }

    @Test
    void twoUsersOfOneShopNameHaveARowEachOfAFileThatIsReadOnce() throws Exception {
        UUID twin = UUID.fromString("00000000-0000-0000-0000-000000000009");
        gallery.user(twin, "Cup & Shirt");
        gallery.template(ANOTHER, twin, "UV DTF Cup Wraps");

        gallery.run();

        assertThat(gallery.value("SELECT count(DISTINCT user_id) FROM design_images"))
                .isEqualTo(2L);
        assertThat(gallery.server.bytes(Gallery.cups("UV 001.png"))).isEqualTo(Gallery.picture("blobs.png").length);
    }

    @Test
    void aUserWithoutShopOrTemplatesIsNobody() throws Exception {
        gallery.user(UUID.randomUUID(), "");
        gallery.user(UUID.randomUUID(), "Nothing here");

        assertThat(gallery.run().hasTrouble()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 16})
    void aHashThatIsMissingOrOfTheOlderKindIsMadeAnew(int length) throws Exception {
        row(Gallery.MAKER, Gallery.cups("UV 001.png"), length == 0 ? "" : ", phash=, 'ffffffff00000000'");

        var report = gallery.run();

        assertThat(report.count(Outcome.HASHED_AGAIN)).isEqualTo(1);
        assertThat(stored("length(phash), file_size > 0, updated_at IS NOT NULL", Gallery.cups("UV 001.png")))
                .isEqualTo("[[64, true, true]]");
    }

    @Test
    void aShortHashInAFolderThatNoTemplateNamesIsMadeAnewToo() throws Exception {
        var digital = Gallery.BASE + "/Cup & Shirt/Digital/Old Template/Digital 001.png";
        gallery.server.put(digital, Gallery.picture("plaid.png"));
        row(Gallery.MAKER, digital, ", phash, is_active=, 'ffffffff00000000', NULL");
        row(Gallery.MAKER, Gallery.BASE + "/gone.png", ", phash=, 'ffffffff00000000'");
        row(Gallery.MAKER, "/somewhere/else.png", ", phash=, 'ffffffff00000000'");
        row(Gallery.MAKER, Gallery.BASE + "/../../etc/passwd.png", ", phash=, 'ffffffff00000000'");

        var report = gallery.run();

        assertThat(report.count(Outcome.HASHED_AGAIN)).isEqualTo(1);
        assertThat(report.count(Outcome.GONE)).isEqualTo(1);
        assertThat(stored("length(phash), is_active", digital)).isEqualTo("[[64, null]]");
        assertThat(gallery.value("SELECT count(*) FROM design_template_association"))
                .as("it belongs to no template still")
                .isEqualTo(1L);
        assertThat(gallery.run().count(Outcome.HASHED_AGAIN)).isZero();
    }

    @Test
    void aRowOfWhichNobodyKnowsTheSizeIsReadOnce() throws Exception {
        row(Gallery.MAKER, Gallery.cups("UV 001.png"), ", phash=, '" + "ab".repeat(32) + "'");

        assertThat(gallery.run().count(Outcome.READ_AGAIN)).isEqualTo(1);
        assertThat(gallery.run().count(Outcome.UNCHANGED)).isEqualTo(1);
    }

    @Test
    void aDesignThatWasSwitchedOffStaysSoAndKeepsItsDescription() throws Exception {
        row(Gallery.MAKER, Gallery.cups("UV 001.png"), ", description, is_active, is_digital=, 'by hand', false, true");

        gallery.run();

        assertThat(stored("description, is_active, is_digital, length(phash)", Gallery.cups("UV 001.png")))
                .isEqualTo("[[by hand, false, true, 64]]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../O'Neil \"Prints\"/50% banners", "..", ".", "a/b", "/etc"})
    void aTemplateWhoseNameLeadsElsewhereIsRefusedAndTheOthersGoOn(String name) throws Exception {
        gallery.server.put(Gallery.banners("theirs.png"), Gallery.picture("plaid.png"));
        gallery.template(ANOTHER, Gallery.MAKER, name);

        var report = gallery.run();

        assertThat(report.foldersFailed()).isEqualTo(1);
        assertThat(report.hasTrouble()).isTrue();
        assertThat(report.troubles().get(0).reason()).contains(name).contains("lead out of it");
        assertThat(gallery.value("SELECT count(*) FROM design_template_association WHERE product_template_id = '"
                        + ANOTHER + "'"))
                .isEqualTo(0L);
        assertThat(report.count(Outcome.IMPORTED)).isEqualTo(2);
    }

    @Test
    void anOrganizationThatTheOldServiceLeftIsTakenFromTheUser() throws Exception {
        gallery.database.execute("ALTER TABLE design_images ADD COLUMN IF NOT EXISTS org_id uuid;"
                + "ALTER TABLE users ADD COLUMN IF NOT EXISTS org_id uuid;"
                + "INSERT INTO organizations (id, name) VALUES ('" + ANOTHER + "', 'o');"
                + "UPDATE users SET org_id = '" + ANOTHER + "'");

        gallery.run();

        assertThat(stored("org_id", Gallery.cups("UV 001.png"))).isEqualTo("[[" + ANOTHER + "]]");
    }

    @Test
    void aRowThatTheDatabaseRefusesHoldsUpNoOtherAndIsTriedAgain() throws Exception {
        gallery.server.put(Gallery.cups("UV 002.png"), Gallery.picture("plaid.png"));
        gallery.server.put(Gallery.cups("UV 003.png"), Gallery.picture("stripes.png"));
        gallery.database.execute("ALTER TABLE design_images ADD CONSTRAINT odd CHECK (filename <> 'UV 002.png')");

        var report = gallery.run();

        assertThat(report.count(Outcome.IMPORTED)).isEqualTo(2);
        assertThat(report.count(Outcome.BAD)).isEqualTo(1);
        assertThat(gallery.value("SELECT reason FROM design_import_failures").toString())
                .contains("its row was refused", "odd", "[23514]");

        gallery.database.execute("ALTER TABLE design_images DROP CONSTRAINT odd");
        assertThat(gallery.run().count(Outcome.IMPORTED)).isEqualTo(1);
        assertThat(gallery.value("SELECT count(*) FROM design_import_failures")).isEqualTo(0L);
    }

    @Test
    void withoutItsTablesTheImportSaysWhatToRun() throws Exception {
        gallery.database.migration().execute("DROP TABLE design_import_failures");

        assertThatThrownBy(gallery::run)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("sluice update designs");
    }

    @Test
    void aBaseFolderThatIsNotThereIsAnError() {
        var options = gallery.options();
        options.put(Key.NAS_BASE_PATH, "/share/Grafics");

        assertThatThrownBy(() -> gallery.run(options))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("/share/Grafics")
                .hasMessageContaining("nas.basePath");
    }
}
