package sluice.listings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sluice.environment.Key;
import sluice.task.request.Report;
import sluice.task.request.Request.Action;

/** What becomes of each row of the monolith. */
final class CopyListingsTest extends Moving {

    @Test
    void everyRowIsHereOrSetAsideWithItsReason() {
        move.atSource(AwkwardRows.SQL);

        Report report = move.update(worker);

        var rejects = move.rejects(Move.COPY);
        assertThat(rejects.keySet()).containsExactlyInAnyOrderElementsOf(AwkwardRows.REASONS.keySet());
        AwkwardRows.REASONS.forEach(
                (key, reason) -> assertThat(rejects.get(key)).as(key).containsPattern(reason));
        assertThat(report.rejected()).isEqualTo(AwkwardRows.REASONS.size());
        assertThat(report.counts())
                .containsEntry("listings copied", 10L + AwkwardRows.COPIED)
                .containsEntry("listing_images copied", 16L + 2 + 3 + 2);
        assertThat(move.value("SELECT count(*) FROM listings.listings")).isEqualTo("14");
        assertThat(report.error()).isEmpty();
    }

    @Test
    void theSevenRealListingsHaveTheirTwelvePictures() {
        move.update(worker);

        assertThat(move.rows("""
                        SELECT l.id, (SELECT count(*) FROM listings.listing_images i WHERE i.listing_id = l.id) AS pictures,
                            l.user_id, l.storefront_id, l.currency, l.status, l.sku
                        FROM listings.listings l WHERE l.id BETWEEN 1070 AND 1076 ORDER BY l.id
                        """))
                .containsExactly(
                        "(1070,1,6,,RSD,active,)",
                        "(1071,1,6,43,RSD,active,)",
                        "(1072,2,6,43,RSD,active,)",
                        "(1073,2,6,43,RSD,active,)",
                        "(1074,2,6,43,RSD,active,)",
                        "(1075,2,6,43,RSD,active,)",
                        "(1076,2,6,43,RSD,active,)");
        assertThat(move.value("SELECT to_char(updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') "
                        + "FROM listings.listings WHERE id = 1070"))
                .isEqualTo("2025-10-11 08:01:02.345678");
        assertThat(move.value("SELECT count(*) FROM listings.listing_images WHERE is_primary"))
                .isEqualTo("8");
    }

    @Test
    void textsCrossWithTabsNewlinesQuotesAndEmoji() {
        move.update(worker);

        assertThat(move.value("SELECT title FROM listings.listings WHERE id = 1101"))
                .isEqualTo("Tab\tand \"quotes\"");
        assertThat(move.value("SELECT description FROM listings.listings WHERE id = 1101"))
                .isEqualTo("line\nfeed, back\\slash, 'quote' and \uD83D\uDE00");
        assertThat(move.rows("SELECT description IS NULL, status, price, published_at FROM listings.listings "
                        + "WHERE id IN (1102, 1103) ORDER BY id"))
                .containsExactly("(t,draft,9999999999.99,)", "(f,draft,5.00,)");
        assertThat(move.value("SELECT currency FROM listings.listings WHERE id = 1101"))
                .isEqualTo("EUR");
    }

    @Test
    void textsThatLookLikeMarksOfTheProtocolOrOfSqlCrossAsTheyAre() {
        String texts = """
                SELECT CAST(q AS text) FROM (
                    SELECT title, description FROM %s WHERE id BETWEEN 3001 AND 3005 ORDER BY id) q""";
        move.atSource("""
                INSERT INTO c2c_listings (id, user_id, category_id, title, price, created_at, updated_at, description)
                SELECT 3000 + n, 7, 1002, '\\N\\N' || n, 1, '2025-01-01', '2025-01-01', (ARRAY[
                    '\\.', E'\\\\N', 'NULL', E'\\r\\n\\\\t\\x01\\x0b\\x7f, a backslash at the end\\\\', ''])[n]
                FROM generate_series(1, 5) n""");

        assertThat(move.update(worker).error()).isEmpty();

        assertThat(move.target.query(texts.formatted("listings.listings")))
                .hasSize(5)
                .isEqualTo(move.source.query(texts.formatted("c2c_listings")));
    }

    @Test
    void aPlaceThatIsNotOnEarthIsSetAsideAndItsListingComes() {
        move.atSource("UPDATE c2c_listings SET latitude = 95 WHERE id = 1101;"
                + "UPDATE c2c_listings SET latitude = 'NaN', longitude = 20 WHERE id = 1070");
        move.with(Key.LABELS, "full or !full");

        assertThat(move.update(worker).error()).isEmpty();

        assertThat(move.rejects(Move.DETAILS))
                .containsValues(
                        "the place 95.00000000 0.00000000 is not on this earth",
                        "the place NaN 20.00000000 is not on this earth");
        assertThat(move.rows("SELECT listing_id FROM listings.listing_locations WHERE listing_id IN (1070, 1101)"))
                .isEmpty();
        assertThat(move.rows("SELECT id FROM listings.listings WHERE id IN (1070, 1101) ORDER BY id"))
                .containsExactly("(1070)", "(1101)");
    }

    @Test
    void picturesAreNumberedFromZeroInTheViewsOrderAndOneIsPrimaryAtMost() {
        move.atSource(AwkwardRows.SQL);
        move.update(worker);

        assertThat(pictures(14)).containsExactly("(null.png,0,f)", "(main.png,1,t)", "(second.png,2,f)");
        assertThat(pictures(13)).containsExactly("(rel/b.png,0,f)", "(https://img.example.org/d.png,1,f)");
        assertThat(pictures(21)).containsExactly("(first.png,0,f)", "(second.png,1,f)");
        assertThat(move.rows("SELECT thumbnail_url, storage_path FROM listings.listing_images WHERE listing_id = 21 "
                        + "ORDER BY display_order"))
                .containsExactly("(t.png,\"\")", "(\"\",\"\")");
    }

    private List<String> pictures(int listing) {
        return move.rows("SELECT url, display_order, is_primary FROM listings.listing_images WHERE listing_id = "
                + listing + " ORDER BY display_order");
    }

    @Test
    void theUuidFollowsFromTheNumberAlone() {
        move.update(worker);

        assertThat(move.value("SELECT uuid FROM listings.listings WHERE id = 1070"))
                .isEqualTo(UUID.nameUUIDFromBytes("monolith:listing:1070".getBytes(UTF_8))
                        .toString());
    }

    @Test
    void sessionsInBelgradeMoveNoInstant() {
        for (var database : List.of(move.source, move.target)) {
            database.execute("ALTER DATABASE " + database.name() + " SET timezone = 'Europe/Belgrade'");
        }
        move.monolith("ZONE", "Europe/Belgrade");

        assertThat(move.update(worker).error()).isEmpty();

        assertThat(move.rows("SELECT id, to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') AS made "
                        + "FROM listings.listings WHERE id IN (1070, 1071, 1101, 1102) ORDER BY id"))
                .containsExactly(
                        "(1070,\"2025-10-05 12:22:47.120000\")", // summer: two hours before Belgrade's clock
                        "(1071,\"2025-10-08 10:00:00.123456\")", // has its zone
                        "(1101,\"2025-07-01 10:00:00.000000\")",
                        "(1102,\"2024-12-31 23:00:00.000000\")"); // winter: one hour
    }

    @ParameterizedTest(name = "{0} streams, batches of {1}")
    @CsvSource({"4, 1", "1, 1", "1, 7", "16, 3"})
    void anyNumberOfStreamsAndRowsEndsInTheSame(String streams, String rows) {
        move.atSource(AwkwardRows.SQL);
        move.update(worker);
        List<String> atOnce = listings();
        try (Move other = new Move()) {
            other.atSource(AwkwardRows.SQL);
            other.with(Key.BATCH_SIZE, rows).with(Key.BATCH_SIZE_MAX, rows).monolith("STREAMS", streams);

            Report report = other.update(worker);

            assertThat(report.error()).isEmpty();
            assertThat(report.rejected()).isEqualTo(AwkwardRows.REASONS.size());
            assertThat(other.rows("SELECT * FROM listings.listings ORDER BY id"))
                    .isEqualTo(atOnce);
        }
    }

    private List<String> listings() {
        return move.rows("SELECT * FROM listings.listings ORDER BY id");
    }

    @Test
    void theFullLabelFillsPlacesAttributesTagsAndCounters() {
        move.atSource(AwkwardRows.SQL);
        move.with(Key.LABELS, "full or !full");

        assertThat(move.update(worker).error()).isEmpty();

        assertThat(move.rows(
                        "SELECT latitude, longitude, city FROM listings.listing_locations WHERE listing_id = 1101"))
                .containsExactly("(0.00000000,0.00000000,)");
        assertThat(move.rows("SELECT tag FROM listings.listing_tags WHERE listing_id = 1101 ORDER BY tag"))
                .containsExactly("(audio)", "(retro)");
        assertThat(move.value("SELECT attribute_value FROM listings.listing_attributes "
                        + "WHERE listing_id = 1072 AND attribute_key = 'attributes.boja'"))
                .isEqualTo("crna");
        assertThat(move.value("SELECT count(*) FROM listings.listing_stats")).isEqualTo("14");
        assertThat(move.rejects(Move.DETAILS).get("2")).contains("listing_id 2 is not in listings");
    }

    @Test
    void aPrivateSellersShopIsKeptThoughTheViewLosesIt() {
        move.atSource("UPDATE c2c_listings SET storefront_id = 43 WHERE id = 1101");
        assertThat(move.source.query("SELECT storefront_id FROM unified_listings WHERE id = 1101"))
                .containsExactly(Collections.singletonList(null));

        move.update(worker);

        assertThat(move.rows("SELECT storefront_id FROM listings.listings WHERE id IN (1101, 1102) ORDER BY id"))
                .containsExactly("(43)", "()");
    }

    @Test
    void whatIsKnownOfAPicturesFileComesWithIt() {
        move.update(worker);

        assertThat(move.rows("SELECT listing_id, file_size, mime_type FROM listings.listing_images "
                        + "WHERE listing_id IN (1070, 1071) ORDER BY listing_id"))
                .containsExactly("(1070,48211,image/jpeg)", "(1071,,)");
    }

    @Test
    void columnsOfLaterVersionsAreAddedForWhoWantsThemAndFilledAlsoIfTheyComeLate() {
        move.atSource("UPDATE b2c_products SET location_privacy = 'street', sold_count = 3 WHERE id = 1072;"
                + "UPDATE c2c_listings SET show_on_map = false WHERE id = 1070");
        assertThat(move.update(worker).error()).isEmpty();
        assertThat(columns()).isEqualTo("20");
        List<String> images = move.rows("SELECT * FROM listings.listing_images ORDER BY id");
        move.with(Key.LABELS, "!later");
        assertThat(move.update(worker).error()).isEmpty();
        assertThat(columns()).isEqualTo("20");

        move.with(Key.LABELS, "full or !full");
        assertThat(move.update(worker).error()).isEmpty();

        assertThat(columns()).isEqualTo("31");
        assertThat(move.rows(
                        "SELECT source_type, stock_status, sold_count, attributes ->> 'boja', location_privacy, show_on_map "
                                + "FROM listings.listings WHERE id IN (1070, 1072) ORDER BY id"))
                .containsExactly("(c2c,in_stock,0,,exact,f)", "(b2c,in_stock,3,crna,approximate,t)");
        assertThat(move.value("SELECT to_char(updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') "
                        + "FROM listings.listings WHERE id = 1070"))
                .isEqualTo("2025-10-11 08:01:02.345678");
        assertThat(move.rows("SELECT * FROM listings.listing_images ORDER BY id"))
                .isEqualTo(images);
        assertThat(move.update(worker).rows()).isZero();
    }

    private String columns() {
        return move.value("SELECT count(*) FROM information_schema.columns "
                + "WHERE table_schema = 'listings' AND table_name = 'listings'");
    }

    @Test
    void aServiceThatHasGoneOnByItselfIsAdoptedWithTheColumnsItHas() {
        move.run(worker, Action.UPDATE, "listings-schema");
        move.alterTarget("ALTER TABLE listings RENAME views_count TO view_count;"
                + "ALTER TABLE listings ADD source_type varchar(10) NOT NULL CHECK (source_type IN ('c2c', 'b2c'))");
        move.with(Key.LABELS, "full or !full");

        assertThat(move.update(worker).error()).isEmpty();

        assertThat(columns()).isEqualTo("21");
        assertThat(move.rows(
                        "SELECT source_type, view_count FROM listings.listings WHERE id IN (1070, 1072) ORDER BY id"))
                .containsExactly("(c2c,11)", "(b2c,1)");
    }

    @Test
    void theTagsComeInTheOrderOfTheSteps() {
        move.run(worker, Action.UPDATE, "listings-schema");
        assertThat(move.value("SELECT count(*) FROM listings.listings")).isEqualTo("0");

        move.run(worker, Action.UPDATE, "listings-copied");
        assertThat(move.value("SELECT count(*) FROM listings.listings")).isEqualTo("10");

        assertThat(move.run(worker, Action.UPDATE, "listings-verified").error()).isEmpty();
    }
}
