package sluice.listings.index;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** An index is built beside the one in use, compared, and put in its place. */
class ReindexTest {

    @Test
    void theFirstIndexGetsTheNumberOneAndTheAlias() throws Exception {
        try (Ground ground = Ground.with(500)) {
            Settled settled = ground.reindex();

            assertThat(settled.differences()).isEmpty();
            assertThat(settled.switched()).isTrue();
            assertThat(settled.listings()).isEqualTo(ground.listings()).isEqualTo(490);
            assertThat(ground.used()).isEqualTo(ground.alias + "-1");
            assertThat(ground.count(ground.alias)).isEqualTo(490);
        }
    }

    @Test
    void aDocumentIsItsRowToTheLastField() throws Exception {
        try (Ground ground = Ground.with(80)) {
            ground.reindex();

            JsonNode document = ground.document(3 * 14);
            assertThat(document.fieldNames()).toIterable().hasSize(27);
            System.err.println(document);
        }
    }
}
