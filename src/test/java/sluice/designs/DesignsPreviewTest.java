package sluice.designs;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sluice.designs.AdoptionTest.State;
import sluice.fleet.report.Outcome;
import sluice.fleet.report.SchemaReport;
import sluice.sql.ScriptRunner;

/** The script that a DBA reads touches nothing, ends as the run does, and tells what no script can do. */
final class DesignsPreviewTest {

    private static final String OF_USERS = """
            SELECT u.email, u.display_name, c.platform, c.store_key, c.access_token, e.shop_name, s.shop_domain
            FROM users u LEFT JOIN platform_connections c ON c.user_id = u.id
            LEFT JOIN etsy_stores e ON e.connection_id = c.id LEFT JOIN shopify_stores s ON s.connection_id = c.id
            ORDER BY 1, 3, 4
            """;

    private static final String OF_DESIGNS = """
            SELECT d.id, d.file_path, a.product_template_id, s.size_config_id FROM design_images d
            LEFT JOIN design_template_association a ON a.design_image_id = d.id
            LEFT JOIN design_size_config_association s ON s.design_image_id = d.id ORDER BY 1, 3, 4
            """;

    @ParameterizedTest
    @EnumSource(names = {"BASELINE", "TRIPLED"})
    void theScriptEndsAsTheRunDoesThereAndBack(State state) throws Exception {
        try (DesignsDatabase run = DesignsDatabase.createFilled()) {
            state.leave(new OldService(run));
            try (DesignsDatabase script = run.copy()) {
                Map<String, String> before = script.dump();
                String preview = script.preview("").text();
                assertThat(script.dump()).isEqualTo(before);

                assertThat(run.update().error()).isEmpty();
                apply(script, preview);

                assertThat(script.structure()).containsExactlyInAnyOrderEntriesOf(run.structure());
                assertThat(script.rows(OF_USERS)).isEqualTo(run.rows(OF_USERS));
                assertThat(script.rows(OF_DESIGNS)).isEqualTo(run.rows(OF_DESIGNS));
                assertThat(script.update().outcome()).isEqualTo(Outcome.UP_TO_DATE);

                apply(script, script.preview("designs-start").text());
                assertThat(script.dump()).containsExactlyInAnyOrderEntriesOf(before);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = "FIVE_OF_NINE")
    void theScriptWarnsOfHashesThatOnlyWeCompute(State state) throws Exception {
        try (DesignsDatabase database = DesignsDatabase.createFilled()) {
            state.leave(new OldService(database));
            database.execute("UPDATE design_images SET phash = 'a914fe27290d69dc' WHERE filename = 'UV 001.png'");

            SchemaReport preview = database.preview("");

            assertThat(preview.text())
                    .contains("-- No SQL computes the hash of 256 bits of a file on this machine; sluice update does.")
                    .contains("SELECT id, file_path FROM design_images")
                    .doesNotContain("etsy-access", "shopify-access");
            apply(database, preview.text());
            assertThat(database.rows("SELECT count(*) FROM design_images WHERE length(phash) = 16"))
                    .containsExactly("70");
        }
    }

    private static void apply(DesignsDatabase database, String script) throws Exception {
        try (Connection connection = database.server().connect()) {
            ScriptRunner.run(connection, script);
        }
    }
}
