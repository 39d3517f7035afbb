package sluice.listings.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import sluice.environment.problem.ConfigurationException;
import sluice.listings.index.generation.Switch;
import sluice.listings.index.site.Definition;
import sluice.opensearch.SearchFailure;

/** An index is built beside the one in use, compared, and put in its place. */
class ReindexTest {

    @Test
    void theFirstIndexGetsTheNumberOneAndTheAlias() throws Exception {
        try (Ground ground = Ground.with(500)) {
            Settled settled = ground.reindex();

            assertThat(settled.holds()).isTrue();
            assertThat(settled.switched()).isTrue();
            assertThat(settled.repaired()).isZero();
            assertThat(settled.listings()).isEqualTo(ground.listings()).isEqualTo(490);
            assertThat(ground.used()).isEqualTo(ground.alias + "-1");
            assertThat(ground.count(ground.alias)).isEqualTo(490);
        }
    }

    @Test
    void anIndexThatIsDoneRefreshesAgain() throws Exception {
        try (Ground ground = Ground.with(20)) {
            ground.reindex();

            JsonNode settings = ground.ask("GET", "/" + ground.used() + "/_settings", "");
            assertThat(settings.at("/" + ground.used() + "/settings/index/refresh_interval")
                            .asText())
                    .isEqualTo("5s");
        }
    }

    @Test
    void aDocumentIsItsRowToTheLastField() throws Exception {
        try (Ground ground = Ground.with(80)) {
            ground.reindex();
            JsonNode document = ground.document(3 * 14);

            assertThat(document.fieldNames()).toIterable().hasSize(27).doesNotContain("is_deleted", "indexed_at");
            assertThat(document.get("title").asText()).isEqualTo("Листинг 14 bicycle");
            assertThat(document.get("description").asText())
                    .isEqualTo("tab\there\nand \"quotes\" \\ " + Character.toString(128690));
            assertThat(document.get("sku").isNull()).isTrue();
            assertThat(ground.document(3 * 15).get("sku").asText("null")).isEmpty();
            assertThat(ground.document(3 * 16).get("description").isNull()).isTrue();
            assertThat(ground.document(3 * 17).get("description").asText("null"))
                    .isEmpty();
            assertThat(document.get("price").decimalValue()).isEqualByComparingTo("14.5");
        }
    }

    @Test
    void imagesAreNestedInTheirOrderWithTheirThumbnails() throws Exception {
        try (Ground ground = Ground.with(80)) {
            ground.reindex();
            JsonNode images = ground.document(3 * 14).get("images");

            assertThat(images.findValuesAsText("display_order")).containsExactly("0", "1", "2");
            assertThat(images.findValuesAsText("is_primary")).containsExactly("true", "false", "false");
            assertThat(images.get(0).get("thumbnail_url").asText()).endsWith("/14/0-small.jpg");
            assertThat(images.get(1).get("thumbnail_url").isNull()).isTrue();
            assertThat(ground.document(3 * 13).get("images").size()).isZero();
        }
    }

    @Test
    void aCoordinateOfZeroIsACoordinateAndHalfAPlaceIsNone() throws Exception {
        try (Ground ground = Ground.with(80)) {
            ground.reindex();

            assertThat(ground.document(3 * 14).at("/location/lat").asDouble(99)).isZero();
            assertThat(ground.document(3 * 14).at("/location/lon").asDouble()).isEqualTo(19.83);
            assertThat(ground.document(3 * 20).get("location").isNull()).isTrue();
            assertThat(ground.document(3 * 20).get("city").asText()).isEqualTo("Novi Sad");
        }
    }

    @Test
    void timestampsAreInUtcWhateverZoneTheServerLivesIn() throws Exception {
        try (Ground ground = Ground.with(80)) {
            ground.database.execute("ALTER DATABASE " + ground.database.name() + " SET timezone = 'Europe/Belgrade'");
            ground.reindex();
            JsonNode document = ground.document(3 * 14);

            assertThat(document.get("created_at").asText()).isEqualTo("2025-10-11T08:13:01.120014+00:00");
            assertThat(document.get("published_at").asText()).isEqualTo("2025-06-30T22:30:00+00:00");
            assertThat(ground.document(3 * 15).get("published_at").isNull()).isTrue();
        }
    }

    @Test
    void listingsThatAreDeletedSoftlyAreLeftOut() throws Exception {
        try (Ground ground = Ground.with(80)) {
            ground.reindex();

            assertThat(ground.document(3 * 49)).isNull();
            assertThat(ground.document(3 * 50)).isNotNull();
        }
    }

    @Test
    void theFormerIndexIsKeptAndOneStepLeadsBack() throws Exception {
        try (Ground ground = Ground.with(50)) {
            ground.reindex();
            ground.database.execute("UPDATE listings SET title = 'Changed later' WHERE id = 3");
            Settled second = ground.reindex();

            assertThat(second.former()).isEqualTo(ground.alias + "-1");
            assertThat(ground.document(3).get("title").asText()).isEqualTo("Changed later");

            new Switch(ground.site()).back();

            assertThat(ground.used()).isEqualTo(ground.alias + "-1");
            assertThat(ground.document(3).get("title").asText()).isEqualTo("Листинг 1 bicycle");
            assertThatThrownBy(() -> new Switch(ground.site()).back())
                    .isInstanceOf(SearchFailure.class)
                    .hasMessageContaining("There is no way back")
                    .hasMessageContaining("before " + ground.alias + "-1");
            assertThat(ground.reindex().index()).isEqualTo(ground.alias + "-3");
        }
    }

    @Test
    void anIndexInTheAliasesPlaceIsReplacedInOneStepAndKept() throws Exception {
        try (Ground ground = Ground.with(50)) {
            ground.ask("PUT", "/" + ground.alias + "/_doc/old?refresh=true", "{\"made_by\":\"the old script\"}");

            Settled settled = ground.reindex();

            assertThat(settled.former()).isEqualTo(ground.alias + "-0");
            assertThat(ground.used()).isEqualTo(ground.alias + "-1");
            assertThat(ground.count(ground.alias)).isEqualTo(49);
            new Switch(ground.site()).back();
            assertThat(ground.count(ground.alias)).isEqualTo(1);
            assertThat(ground.ask("PUT", "/" + ground.alias + "/_doc/new", "{}")
                            .path("result")
                            .asText())
                    .isEqualTo("created");
        }
    }

    @Test
    void whatWasBegunIsGoneOnWithAndNotBegunAgain() throws Exception {
        try (Ground ground = Ground.with(10_000)) {
            Interruption stop = Interruption.stopAfter(6000);
            Settled stopped = new Reindex(ground.site(stop)).run(false);
            long before = ground.count(ground.alias + "-1");
            List<Long> heard = new ArrayList<>();
            Settled whole = new Reindex(ground.site(Interruption.listening(heard))).run(false);

            assertThat(stopped.stopped()).isTrue();
            assertThat(stopped.switched()).isFalse();
            assertThat(before).isBetween(5000L, 9500L);
            assertThat(whole.switched()).isTrue();
            assertThat(whole.index()).isEqualTo(ground.alias + "-1");
            // the first that is heard of comes on top of what was kept
            assertThat(heard.get(0)).isGreaterThan(before - 1);
            assertThat(ground.count(ground.alias)).isEqualTo(9800);
        }
    }

    @Test
    void anIndexBegunWithAnotherDefinitionIsDeletedAndBegunAnew() throws Exception {
        try (Ground ground = Ground.with(4000)) {
            Definition former = Variant.of("/settings/refresh_interval", "7s");
            new Reindex(ground.site(Interruption.stopAfter(1), former)).run(false);

            Settled settled = ground.reindex();

            assertThat(ground.told).anyMatch(line -> line.startsWith("Deleting " + ground.alias + "-1"));
            assertThat(settled.switched()).isTrue();
            assertThat(ground.count(ground.alias)).isEqualTo(ground.listings());
        }
    }

    @Test
    void aSecondReindexAtTheSameTimeIsRefused() throws Exception {
        try (Ground ground = Ground.with(100)) {
            List<Throwable> second = new ArrayList<>();
            new Reindex(ground.site(new Interruption("Filling", () -> {
                        try {
                            ground.reindex();
                        } catch (Exception refused) {
                            second.add(refused);
                        }
                    })))
                    .run(false);

            assertThat(second).hasSize(1).first().isInstanceOf(ConfigurationException.class);
            assertThat(second.get(0)).hasMessageContaining("Another reindex of " + ground.alias + " is running");
        }
    }

    @Test
    void aTemplateOfTheClusterThatAddsAFieldIsNoticedBeforeAnythingIsFilled() throws Exception {
        try (Ground ground = Ground.with(10)) {
            ground.ask("PUT", "/_index_template/" + ground.alias, """
                    {"index_patterns":["%s-*"],"template":{"mappings":{"properties":{"colour":{"type":"keyword"}}}}}""".formatted(ground.alias));
            try {
                assertThatThrownBy(ground::reindex)
                        .isInstanceOf(SearchFailure.class)
                        .hasMessageContaining("colour is keyword and should be none");
                assertThat(ground.count(ground.alias + "-1")).isZero();
            } finally {
                ground.ask("DELETE", "/_index_template/" + ground.alias, "");
            }
            assertThat(ground.reindex().switched()).isTrue();
        }
    }

    @Test
    void aDefinitionThatLetsDocumentsAddFieldsIsRefused() {
        assertThatThrownBy(() -> Variant.of("/mappings/dynamic", "true"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("mappings.dynamic must be \"strict\"");
    }

    @Test
    void anEmptyTableGivesAnEmptyIndex() throws Exception {
        try (Ground ground = Ground.with(0)) {
            Settled settled = ground.reindex();

            assertThat(settled.switched()).isTrue();
            assertThat(ground.count(ground.alias)).isZero();
        }
    }
}
