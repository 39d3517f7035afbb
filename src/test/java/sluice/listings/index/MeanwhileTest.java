package sluice.listings.index;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import sluice.listings.index.generation.Switch;

/** Life goes on while an index is built: searches, and rows that are written and deleted. */
class MeanwhileTest {

    @Test
    void whileAnIndexIsBuiltSearchesNeverFailNorSeeHalfOfIt() throws Exception {
        try (Ground ground = Ground.with(3000);
                Searches searches = new Searches(ground)) {
            ground.reindex();
            long listings = ground.listings();
            searches.begin();

            for (int again = 0; again < 3; again++) {
                ground.reindex();
            }
            new Switch(ground.site()).back();

            assertThat(searches.end()).isNotEmpty().allMatch(found -> found == listings);
        }
    }

    @Test
    void whatIsWrittenMeanwhileIsBroughtInBeforeTheSwitch() throws Exception {
        try (Ground ground = Ground.with(2000)) {
            Settled settled = new Reindex(
                            ground.site(new Interruption("Comparing", () -> ground.database.execute("""
                            UPDATE listings SET price = 99 WHERE id = 30;
                            UPDATE listings SET is_deleted = true WHERE id = 33;
                            DELETE FROM listings WHERE id = 36;
                            DELETE FROM listing_images WHERE listing_id = 42;
                            UPDATE listing_images SET url = 'https://cdn.example.org/new.jpg' WHERE listing_id = 48;
                            INSERT INTO listing_tags (listing_id, tag) VALUES (51, 'late');
                            INSERT INTO listings (id, user_id, title, price, category_id) VALUES (10, 1, 'In a gap', 5, 1);
                            INSERT INTO listings (id, user_id, title, price, category_id) VALUES (90000, 1, 'Behind', 5, 1);
                            """))))
                    .run(false);

            assertThat(settled.holds()).isTrue();
            assertThat(settled.repaired()).isEqualTo(8);
            assertThat(ground.document(30).get("price").asInt()).isEqualTo(99);
            assertThat(ground.document(33)).isNull();
            assertThat(ground.document(36)).isNull();
            assertThat(ground.document(10)).isNotNull();
            assertThat(ground.compare().differences()).isEmpty();
        }
    }

    /** Rows that are deleted leave no trace in the tables; an image's row not even another number of documents. */
    @Test
    void whatIsWrittenOrDeletedBetweenTheLastLookAndTheSwitchIsBroughtInBehindIt() throws Exception {
        try (Ground ground = Ground.with(2000)) {
            ground.database.execute("UPDATE listings SET price = 1 WHERE id = 30");
            Interruption between =
                    new Interruption("1 listings were written meanwhile", () -> ground.database.execute("""
                    DELETE FROM listing_images WHERE listing_id = 42;
                    DELETE FROM listing_images WHERE listing_id = 48 AND display_order = 2;
                    DELETE FROM listing_tags WHERE listing_id = 60 AND tag = 'alpha';
                    DELETE FROM listing_locations WHERE listing_id = 15;
                    DELETE FROM listing_attributes WHERE listing_id = 72 AND attribute_key = 'size';
                    DELETE FROM listings WHERE id = 63;
                    UPDATE listings SET title = 'Just now' WHERE id = 66;
                    """));
            Settled settled = new Reindex(ground.site(new Interruption(
                            "Comparing",
                            between,
                            () -> ground.database.execute("UPDATE listings SET price = 99 WHERE id = 30"))))
                    .run(false);

            assertThat(settled.switched()).isTrue();
            assertThat(settled.repaired()).isEqualTo(8);
            assertThat(ground.document(42).get("images").size()).isZero();
            assertThat(ground.document(48).get("images").size()).isEqualTo(2);
            assertThat(ground.document(63)).isNull();
            assertThat(ground.document(66).get("title").asText()).isEqualTo("Just now");
            assertThat(ground.compare().differences()).isEmpty();
        }
    }

    /** New rows, changed ones, and a long run of deleted ones, all of them more than are brought in together. */
    @Test
    void howeverMuchIsWrittenMeanwhileIsBroughtInBitByBit() throws Exception {
        try (Ground ground = Ground.with(1500)) {
            Interruption again = new Interruption(
                    "1770 listings", () -> ground.database.execute("UPDATE listings SET views_count = 8"));
            Interruption much = new Interruption("Comparing", again, () -> ground.database.execute("""
                    DELETE FROM listings WHERE id BETWEEN 1000 AND 2000;
                    UPDATE listings SET views_count = 7;
                    INSERT INTO listings (id, user_id, title, price, category_id)
                    SELECT 90000 + n, 1, 'Behind ' || n, 5, 1 FROM generate_series(1, 300) n;
                    """));

            Settled settled = new Reindex(ground.site(much), 100).run(false);

            assertThat(settled.holds()).isTrue();
            assertThat(settled.switched()).isTrue();
            assertThat(settled.repaired()).isGreaterThan(2 * ground.listings());
            assertThat(ground.count(ground.alias)).isEqualTo(ground.listings());
            assertThat(ground.document(90_300).get("views_count").asInt()).isEqualTo(8);
            assertThat(ground.compare().differences()).isEmpty();
        }
    }
}
