package sluice.designs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sluice.environment.Key;

/** The other steps, one situation each. */
final class SchemaStepsTest {

    private static final String DESIGNS = """
            SELECT d.file_path, d.is_active, (SELECT string_agg(t.name, ', ' ORDER BY t.name)
              FROM design_template_association a JOIN etsy_product_templates t ON t.id = a.product_template_id
              WHERE a.design_image_id = d.id)
            FROM design_images d ORDER BY 1, 2
            """;

    private DesignsDatabase database;

    @BeforeEach
    void create() throws Exception {
        database = DesignsDatabase.create();
        database.execute("""
                INSERT INTO users (id, email, hashed_password, shop_name) VALUES
                  ('00000000-0000-0000-0000-00000000000a', 'ann@example.org', 'x', 'Anns'),
                  ('00000000-0000-0000-0000-00000000000b', 'bob@example.org', 'x', ' ');
                INSERT INTO etsy_product_templates (id, user_id, name)
                  SELECT md5(name)::uuid, '00000000-0000-0000-0000-00000000000a', name FROM unnest(ARRAY['cups', 'mugs']) name
                """);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void onlyAKeyOnExactlyTheUserGoesAndComesBack() throws Exception {
        database.execute("""
                ALTER TABLE shopify_stores RENAME CONSTRAINT shopify_stores_user_id_key TO "One Shop each";
                CREATE UNIQUE INDEX "again; same" ON shopify_stores (user_id);
                CREATE UNIQUE INDEX user_and_domain ON shopify_stores (user_id, shop_domain);
                CREATE UNIQUE INDEX active_user_id ON shopify_stores (user_id) WHERE is_active;
                """);
        Map<String, String> before = database.structure();

        assertThat(database.update().error()).isEmpty();

        assertThat(keys()).containsExactly("active_user_id", "shopify_stores_pkey", "user_and_domain");
        assertThat(database.rollback("designs-start").error()).isEmpty();
        assertThat(database.structure()).containsExactlyInAnyOrderEntriesOf(before);
    }

    @Test
    void aUserCanHaveASecondShop() throws Exception {
        assertThat(database.update().error()).isEmpty();

        database.execute("""
                INSERT INTO shopify_stores (id, user_id, shop_domain, shop_name, is_active)
                SELECT gen_random_uuid(), '00000000-0000-0000-0000-00000000000a', 'x', 'x', true FROM generate_series(1, 2)
                """);
        assertThat(keys()).containsExactly("shopify_stores_pkey");
    }

    @Test
    void rowsOfOneFileBecomeOneWithTheTemplatesOfAll() throws Exception {
        design(1, "a", "/x/1.png", "true", "cups");
        design(2, "a", "/x/1.png", "NULL", "mugs");
        design(3, "a", "/x/1.png", "true", "cups, mugs");
        design(4, "b", "/x/1.png", "true", "");
        Map<String, String> before = database.dump();

        assertThat(database.update().error()).isEmpty();

        assertThat(database.rows(DESIGNS)).containsExactly("/x/1.png|true|cups, mugs", "/x/1.png|true|-");
        assertThat(database.rows("SELECT id FROM design_images ORDER BY 1").get(0))
                .endsWith("01");
        assertThatThrownBy(() -> design(5, "a", "/x/1.png", "true", ""))
                .hasMessageContaining("design_images_user_id_file_path_key");
        assertThat(database.rollback("designs-start").error()).isEmpty();
        assertThat(database.dump()).containsExactlyInAnyOrderEntriesOf(before);
    }

    @Test
    void aRowThatWasSwitchedOffGivesWayAndItsTemplatesAreNotRevived() throws Exception {
        design(1, "a", "/x/1.png", "false", "mugs");
        design(2, "a", "/x/1.png", "true", "cups");
        design(3, "a", "/x/2.png", "false", "cups");
        design(4, "a", "/x/2.png", "false", "mugs");

        assertThat(database.update().error()).isEmpty();

        assertThat(database.rows(DESIGNS)).containsExactly("/x/1.png|true|cups", "/x/2.png|false|cups, mugs");
    }

    @Test
    void anOrganizationCanGoAndItsUsersAndTheirDesignsStay() throws Exception {
        design(1, "a", "/x/1.png", "true", "cups");
        assertThat(database.update().error()).isEmpty();
        database.execute("""
                INSERT INTO organizations (id, name) VALUES ('00000000-0000-0000-0000-0000000000f0', 'Makers');
                INSERT INTO organization_members (organization_id, user_id) SELECT o.id, u.id FROM organizations o, users u;
                UPDATE users SET org_id = o.id FROM organizations o;
                UPDATE design_images SET org_id = o.id FROM organizations o;
                UPDATE etsy_product_templates SET org_id = o.id FROM organizations o;
                INSERT INTO files (organization_id, filename, original_filename, file_path, file_size, mime_type, file_hash)
                  SELECT id, 'x', 'x', 'x', 3000000000, 'image/tiff', 'x' FROM organizations;
                INSERT INTO printers (organization_id, user_id, name, printer_type, max_width_inches, max_height_inches, is_default)
                  SELECT o.id, u.id, 'x', 'x', 1, 1, true FROM organizations o, users u;
                INSERT INTO print_jobs (organization_id, created_by_user_id, printer_id, job_name)
                  SELECT organization_id, user_id, id, 'x' FROM printers;
                DELETE FROM organizations;
                """);

        assertThat(database.rows("SELECT count(*), count(org_id) FROM users")).containsExactly("2|0");
        assertThat(database.rows("SELECT count(*), count(org_id) FROM design_images"))
                .containsExactly("1|0");
        assertThat(database.rows("SELECT count(*), count(org_id) FROM etsy_product_templates"))
                .containsExactly("2|0");
        assertThat(database.rows("SELECT count(*) FROM print_jobs")).containsExactly("0");
    }

    @Test
    void thereIsOneDefaultPrinterForAUserInAnOrganization() throws Exception {
        assertThat(database.update().error()).isEmpty();
        database.execute("INSERT INTO organizations (name) VALUES ('one')");
        String printer = "INSERT INTO printers (organization_id, user_id, name, printer_type, max_width_inches,"
                + " max_height_inches, is_default) SELECT o.id, u.id, 'x', 'x', 1, 1, %s FROM organizations o, users u";
        database.execute(printer.formatted(true));
        database.execute(printer.formatted(false));

        assertThatThrownBy(() -> database.execute(printer.formatted(true)))
                .hasMessageContaining("printers_one_default");
    }

    @Test
    void everyUserGetsANameHoweverSmallTheBatches() throws Exception {
        database.execute("""
                ALTER TABLE users ADD COLUMN first_name varchar, ADD COLUMN last_name varchar;
                UPDATE users SET first_name = 'Ann', last_name = NULL WHERE email = 'ann@example.org';
                INSERT INTO users (id, email, hashed_password, shop_name, first_name, last_name)
                  SELECT gen_random_uuid(), 'maker' || n, 'x', 'Shop ' || n, CASE WHEN n % 2 = 0 THEN 'Mo' END,
                    CASE WHEN n % 2 = 0 THEN n::text END FROM generate_series(1, 501) n
                """);

        assertThat(database.update("", Map.of(Key.BATCH_SIZE, "20", Key.BATCH_SIZE_MAX, "20"))
                        .error())
                .isEmpty();

        assertThat(database.rows("SELECT count(*) FROM users WHERE display_name IS NULL"))
                .containsExactly("0");
        assertThat(database.rows("SELECT display_name FROM users WHERE email IN"
                        + " ('ann@example.org', 'bob@example.org', 'maker7', 'maker8') ORDER BY email"))
                .containsExactly("Ann", "bob", "Shop 7", "Mo 8");
    }

    @Test
    void aPreferenceIsThereOnceForEachUser() throws Exception {
        assertThat(database.update().error()).isEmpty();
        String dark = "INSERT INTO user_preferences (user_id, preference_key, preference_value)"
                + " SELECT id, 'theme', 'dark' FROM users";
        database.execute(dark);

        assertThatThrownBy(() -> database.execute(dark)).hasMessageContaining("idx_user_preferences_user_key");
        database.execute("DELETE FROM users WHERE email = 'bob@example.org'");
        assertThat(database.rows("SELECT count(*) FROM user_preferences")).containsExactly("1");
    }

    @Test
    void theLightPhaseNeedsNoOtherAndTheRestComesLater() throws Exception {
        assertThat(database.update("", Map.of(Key.LABELS, "startup")).error()).isEmpty();
        assertThat(database.rows("SELECT count(*) FROM users WHERE display_name IS NULL"))
                .containsExactly("2");
        assertThat(keys()).containsExactly("shopify_stores_pkey");

        assertThat(database.update("", Map.of(Key.LABELS, "complex")).error()).isEmpty();

        assertThat(database.verify("after").error()).isEmpty();
        assertThat(database.rollback("designs-start").error()).isEmpty();
    }

    private List<String> keys() {
        return database.rows("""
                SELECT indexrelid::regclass::text FROM pg_index WHERE indrelid = 'shopify_stores'::regclass AND indisunique
                ORDER BY 1
                """);
    }

    private void design(int number, String user, String path, String active, String templates) {
        database.execute("""
                INSERT INTO design_images (id, user_id, filename, file_path, is_active, created_at)
                VALUES ('00000000-0000-0000-0000-0000000000%02d', '00000000-0000-0000-0000-00000000000%s', 'x', '%s', %s,
                  timestamptz '2025-01-01' + %1$d * interval '1 day');
                INSERT INTO design_template_association (design_image_id, product_template_id)
                  SELECT '00000000-0000-0000-0000-0000000000%1$02d', id FROM etsy_product_templates
                  WHERE name = ANY (string_to_array('%5$s', ', '))
                """.formatted(number, user, path, active, templates));
    }
}
