package sluice.designs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The way back, to the start and to each tag. */
final class DesignsRollbackTest {

    private static final List<String> TAGS = List.of(
            "designs-start",
            "canvas",
            "organizations",
            "etsy-shop-id",
            "connection-tables",
            "connections",
            "shopify-stores",
            "phash",
            "import-tables",
            "organization-links",
            "users");

    private record Stage(String tag, Map<String, String> dump) {}

    @Test
    void eachTagIsReachedAgainExactly() throws Exception {
        try (DesignsDatabase database = DesignsDatabase.createFilled()) {
            database.execute("DROP TABLE design_size_config_association, size_configs");
            database.execute(
                    "CREATE TABLE design_size_config_association (design_image_id uuid REFERENCES design_images,"
                            + " size_config_id uuid, PRIMARY KEY (design_image_id, size_config_id))");
            Deque<Stage> stages = new ArrayDeque<>();
            for (String tag : TAGS) {
                assertThat(database.update(tag).error()).as(tag).isEmpty();
                stages.push(new Stage(tag, database.dump()));
            }
            stages.pop();
            for (Stage stage : stages) {
                assertThat(database.rollback(stage.tag()).error())
                        .as(stage.tag())
                        .isEmpty();
                assertThat(database.dump()).as(stage.tag()).containsExactlyInAnyOrderEntriesOf(stage.dump());
            }
            assertThat(database.update().error()).isEmpty();
            assertThat(database.verify("after").error()).isEmpty();
        }
    }

    @Test
    void whatTheApplicationMadeSinceSurvivesARollbackOfTheData() throws Exception {
        try (DesignsDatabase database = DesignsDatabase.createFilled()) {
            assertThat(database.update("connections").error()).isEmpty();
            database.execute("""
                    INSERT INTO platform_connections (user_id, platform, access_token)
                      SELECT id, 'ebay', 'later' FROM users WHERE email = 'maker1@example.org'
                    """);

            assertThat(database.rollback("connection-tables").error()).isEmpty();

            assertThat(database.rows("SELECT platform, access_token FROM platform_connections"))
                    .containsExactly("ebay|later");
            assertThat(database.rows("SELECT count(*) FROM shopify_stores WHERE connection_id IS NOT NULL"))
                    .containsExactly("0");
        }
    }
}
