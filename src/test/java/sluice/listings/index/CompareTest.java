package sluice.listings.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import sluice.listings.index.compare.Difference;
import sluice.opensearch.SearchFailure;

/** Every document against its row: what is planted is found, and nothing else. */
class CompareTest {

    private final TreeSet<String> planted = new TreeSet<>();

    @Test
    void fiftyPlantedDifferencesAreFoundAndNoOther() throws Exception {
        try (Ground ground = Ground.with(3000)) {
            ground.reindex();
            plant(ground);
            alikeInOtherWords(ground);

            Settled settled = ground.compare();

            assertThat(planted).hasSize(50);
            assertThat(ids(settled)).isEqualTo(planted);
            assertThat(settled.listings()).isEqualTo(ground.listings());
            assertThat(told(settled, "1842")).isEqualTo("1842 is missing in the index");
            assertThat(told(settled, "70001")).contains("70001 is in the index and not in the database");
            assertThat(told(settled, "x-1")).contains("not in the database");
            assertThat(told(settled, "147")).contains("not in the database");
            assertThat(told(settled, "1500"))
                    .contains("1500 differs: price: 500.5 in the database, 501.5 in the index");
            assertThat(told(settled, "612")).contains("images[1].url: ");
            assertThat(told(settled, "624")).isEqualTo("624 differs: images: in another order");
            assertThat(told(settled, "630")).isEqualTo("630 differs: images: 3 in the database, 2 in the index");
            assertThat(told(settled, "306")).contains("created_at");
            assertThat(told(settled, "30")).isEqualTo("30 differs: sku: \"\" in the database, null in the index");
            assertThat(told(settled, "33")).isEqualTo("33 differs: sku: null in the database, \"\" in the index");
            assertThat(told(settled, "39")).isEqualTo("39 differs: sku: null in the database, no field in the index");
        }
    }

    /** 8 missing, 8 extra, 10 of one field, 8 of an image, 6 of the images' order or number, 5 of a zone, 5 of emptiness. */
    private void plant(Ground ground) {
        IntStream.range(0, 8).forEach(n -> remove(ground, 1842 + 3 * n));
        IntStream.range(0, 4).forEach(n -> put(ground, String.valueOf(70_001 + n), copy(ground, 3, 70_001 + n)));
        put(ground, "x-1", copy(ground, 3, 3));
        put(ground, "x-2", copy(ground, 3, 100_000).without("id"));
        put(ground, "147", copy(ground, 3, 147));
        put(ground, "2", copy(ground, 3, 2));
        change(ground, 1500, document -> document.put("price", 501.5));
        change(
                ground,
                1503,
                document -> document.put("title", document.get("title").asText() + " "));
        change(ground, 1506, document -> document.put("user_id", 4711));
        change(ground, 1509, document -> document.put("status", "sold"));
        change(ground, 1512, document -> document.put("views_count", 1));
        change(ground, 1515, document -> document.putNull("category_id"));
        change(ground, 1518, document -> document.put("id", 1519));
        change(ground, 1521, document -> document.putArray("tags").add("alpha"));
        change(
                ground,
                1524,
                document -> document.putObject("location").put("lat", 45.25).put("lon", 19.84));
        change(ground, 1527, document -> document.put("uuid", "00000000-0000-4000-8000-000000000000"));
        IntStream.range(0, 4).forEach(n -> image(ground, 600 + 6 * n, image -> image.put("url", "other")));
        IntStream.range(0, 2).forEach(n -> image(ground, 660 + 6 * n, image -> image.put("thumbnail_url", "")));
        image(ground, 672, image -> image.put("is_primary", true));
        image(ground, 678, image -> image.put("display_order", 7));
        images(ground, 624, images -> images.add(images.remove(0)));
        images(ground, 636, images -> images.insert(0, images.remove(2)));
        images(ground, 642, images -> images.insert(0, images.remove(1)));
        images(ground, 630, images -> images.remove(2));
        images(ground, 648, images -> images.add(images.get(0).deepCopy()));
        images(ground, 654, ArrayNode::removeAll);
        zones(ground);
        change(ground, 30, document -> document.putNull("sku"));
        change(ground, 33, document -> document.put("sku", ""));
        change(ground, 39, document -> document.remove("sku"));
        change(ground, 51, document -> document.putNull("description"));
        change(ground, 48, document -> document.put("description", ""));
    }

    /** The old scripts' faults: local time marked as UTC, another offset, no offset at all. */
    private void zones(Ground ground) {
        change(ground, 300, document -> document.put("created_at", "2025-10-11T10:14:27.120100Z"));
        change(ground, 303, document -> document.put("updated_at", "2025-10-11T11:41:00+02:00"));
        change(ground, 306, document -> document.put("created_at", "2025-10-11T08:14:29.120102"));
        change(ground, 309, document -> document.put("published_at", "2025-07-01T00:30:00Z"));
        change(ground, 312, document -> document.put("updated_at", 1_760_170_000_000L));
    }

    /** Other texts of the same values: none of them is a difference. */
    private static void alikeInOtherWords(Ground ground) {
        write(ground, "2001", turned(ground.document(2001)));
        ObjectNode number = (ObjectNode) ground.document(2004);
        write(
                ground,
                "2004",
                number.put("price", number.get("price").decimalValue().setScale(4)));
        ObjectNode instant = (ObjectNode) ground.document(2007);
        String z = instant.get("created_at").asText().replace("+00:00", "000Z");
        write(ground, "2007", instant.put("created_at", z));
    }

    @Test
    void repairPutsRightWhatDiffersAndNothingElse() throws Exception {
        try (Ground ground = Ground.with(3000)) {
            ground.reindex();
            plant(ground);
            alikeInOtherWords(ground);
            long untouched = version(ground, "3");

            Settled repaired = new Compare(ground.site()).run(OptionalLong.empty(), true);

            assertThat(repaired.repaired()).isEqualTo(50);
            assertThat(repaired.differences()).isEmpty();
            assertThat(ground.compare().differences()).isEmpty();
            assertThat(ground.count(ground.alias)).isEqualTo(ground.listings());
            assertThat(version(ground, "3")).isEqualTo(untouched);
            assertThat(version(ground, "2004")).isEqualTo(2);
        }
    }

    @Test
    void aSampleLooksAtAFewAndFindsWhatIsWrongEverywhere() throws Exception {
        try (Ground ground = Ground.with(3000)) {
            ground.reindex();
            Settled well = new Compare(ground.site()).run(OptionalLong.of(100), false);
            ground.database.execute("UPDATE listings SET views_count = views_count + 1");
            Settled ill = new Compare(ground.site()).run(OptionalLong.of(100), false);

            assertThat(well.differences()).isEmpty();
            assertThat(well.listings()).isBetween(80L, 100L);
            assertThat(ill.differences()).hasSizeBetween(20, 100);
            assertThat(ill.differences().get(0).fields())
                    .hasSize(1)
                    .first()
                    .asString()
                    .contains("views_count");
        }
    }

    @Test
    void manyMoreDocumentsThanRowsAreAllFound() throws Exception {
        try (Ground ground = Ground.with(200)) {
            ground.reindex();
            ground.database.execute("DELETE FROM listings WHERE id > 30");

            assertThat(ground.compare().differences())
                    .hasSize(186)
                    .allMatch(difference -> difference.kind() == Difference.Kind.EXTRA);
        }
    }

    @Test
    void withoutAnIndexThereIsAWord() throws Exception {
        try (Ground ground = Ground.with(1)) {
            assertThatThrownBy(ground::compare)
                    .isInstanceOf(SearchFailure.class)
                    .hasMessageContaining("There is no index " + ground.alias)
                    .hasMessageContaining("sluice reindex listings");
        }
    }

    @Test
    void anIndexThatAnotherToolMadeIsComparedAsItIs() throws Exception {
        try (Ground ground = Ground.with(20)) {
            ground.ask("PUT", "/" + ground.alias + "/_doc/3?refresh=true", "{\"id\":3,\"title\":\"x\"}");

            Settled settled = ground.compare();

            assertThat(settled.differences()).hasSize(20);
            assertThat(told(settled, "3")).contains("uuid: ").contains(" in the database, no field in the index");
        }
    }

    private static TreeSet<String> ids(Settled settled) {
        return new TreeSet<>(settled.differences().stream().map(Difference::id).toList());
    }

    private static String told(Settled settled, String id) {
        List<Difference> found = settled.differences().stream()
                .filter(difference -> difference.id().equals(id))
                .toList();
        assertThat(found).as(id).hasSize(1);
        return found.get(0).told();
    }

    private void remove(Ground ground, long id) {
        planted.add(String.valueOf(id));
        ground.ask("DELETE", "/" + ground.alias + "/_doc/" + id, "");
    }

    private void put(Ground ground, String id, JsonNode document) {
        planted.add(id);
        write(ground, id, document);
    }

    private static ObjectNode copy(Ground ground, long of, long id) {
        return ((ObjectNode) ground.document(of)).put("id", id);
    }

    private void change(Ground ground, long id, Consumer<ObjectNode> change) {
        ObjectNode document = (ObjectNode) ground.document(id);
        change.accept(document);
        put(ground, String.valueOf(id), document);
    }

    private void images(Ground ground, long id, Consumer<ArrayNode> change) {
        change(ground, id, document -> change.accept((ArrayNode) document.get("images")));
    }

    private void image(Ground ground, long id, Consumer<ObjectNode> change) {
        images(ground, id, images -> change.accept((ObjectNode) images.get(1)));
    }

    private static JsonNode turned(JsonNode document) {
        ObjectNode turned = ((ObjectNode) document).objectNode();
        List<String> names = new java.util.ArrayList<>();
        document.fieldNames().forEachRemaining(names::add);
        java.util.Collections.reverse(names);
        names.forEach(name -> turned.set(name, document.get(name)));
        return turned;
    }

    private static void write(Ground ground, String id, JsonNode document) {
        JsonNode answer = ground.ask("PUT", "/" + ground.alias + "/_doc/" + id, document.toString());
        assertThat(answer.has("result")).as(answer.toString()).isTrue();
    }

    private static long version(Ground ground, String id) {
        return ground.ask("GET", "/" + ground.alias + "/_doc/" + id, "")
                .path("_version")
                .asLong();
    }
}
