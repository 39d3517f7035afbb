package sluice.listings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sluice.environment.Key;
import sluice.task.request.Report;
import sluice.task.request.Request.Action;

/** A second update, while both sides may have gone on, and the way back. */
final class CatchUpTest extends Moving {

    private Report copied() {
        move.with(Key.LABELS, "full or !full");
        Report report = move.update(worker);
        assertThat(report.error()).isEmpty();
        return report;
    }

    @Test
    void whereNothingHasChangedNothingIsTouched() {
        move.atSource(AwkwardRows.SQL);
        copied();
        List<String> before = move.everything();
        Map<String, String> rejects = move.rejects(Move.COPY);

        Report report = move.update(worker);

        assertThat(report.error()).isEmpty();
        assertThat(report.rows()).as("" + report.counts()).isZero();
        assertThat(move.everything()).isEqualTo(before);
        assertThat(move.rejects(Move.COPY)).isEqualTo(rejects);
    }

    @Test
    void aRowThatIsWrittenAgainWithTheSameValuesIsNotTouchedHere() {
        copied();
        List<String> before = move.everything();
        move.atSource("UPDATE c2c_listings SET title = title; UPDATE b2c_product_images SET image_url = image_url");

        assertThat(move.update(worker).rows()).isZero();

        assertThat(move.everything()).isEqualTo(before);
    }

    @Test
    void whatIsNewChangedOrGoneAtTheSourceFollowsWithItsOwnTimes() {
        copied();
        String untouched =
                move.rows("SELECT * FROM listings.listings WHERE id = 1072").get(0);
        move.atSource("""
                UPDATE c2c_listings SET title = 'Renamed', updated_at = '2025-12-01 10:00:00.5' WHERE id = 1070;
                UPDATE b2c_products SET view_count = 999 WHERE id = 1071;
                DELETE FROM c2c_images WHERE listing_id = 1103 AND file_path LIKE '%a.jpg';
                DELETE FROM b2c_product_images WHERE storefront_product_id = 1076;
                DELETE FROM b2c_products WHERE id = 1076;
                INSERT INTO c2c_listings (id, user_id, category_id, title, price, created_at, updated_at)
                    VALUES (3000, 7, 1002, 'Brand new', 1, '2025-12-01', '2025-12-01');
                INSERT INTO c2c_images (listing_id, file_path, file_name, file_size, content_type, public_url)
                    VALUES (1102, 'late.jpg', 'late', 1, 'image/jpeg', 'late.jpg')""");

        Report report = move.update(worker);

        assertThat(report.error()).isEmpty();
        assertThat(report.counts())
                .containsEntry("listings copied", 1L)
                .containsEntry("listings changed", 2L)
                .containsEntry("listings deleted, gone at the source", 1L);
        assertThat(move.rows("SELECT title, to_char(updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.MS') AS at "
                        + "FROM listings.listings WHERE id = 1070"))
                .containsExactly("(Renamed,\"2025-12-01 10:00:00.500\")");
        assertThat(move.value("SELECT views_count FROM listings.listings WHERE id = 1071"))
                .isEqualTo("999");
        assertThat(move.value("SELECT views_count FROM listings.listing_stats WHERE listing_id = 1071"))
                .isEqualTo("999");
        assertThat(move.value("SELECT count(*) FROM listings.listings WHERE id = 1076"))
                .isEqualTo("0");
        assertThat(move.rows("SELECT url, display_order, is_primary FROM listings.listing_images "
                        + "WHERE listing_id IN (1102, 1103) ORDER BY listing_id, display_order"))
                .containsExactly(
                        "(late.jpg,0,f)",
                        "(https://img.example.org/1103/c.jpg,0,f)",
                        "(https://img.example.org/1103/b.jpg,1,t)");
        assertThat(move.rows("SELECT * FROM listings.listings WHERE id = 1072")).containsExactly(untouched);
        assertThat(move.value("SELECT last_value FROM listings.listings_id_seq"))
                .isEqualTo("3000");
        assertThat(move.rows("SELECT tgenabled FROM pg_trigger WHERE tgrelid = 'listings.listings'::regclass "
                        + "AND NOT tgisinternal"))
                .containsExactly("(O)");
    }

    @Test
    void aRejectedRowThatWasCorrectedAtTheSourceComesWithTheNextUpdate() {
        move.atSource(AwkwardRows.SQL);
        copied();
        move.atSource("UPDATE c2c_listings SET price = 7 WHERE id = 2; DELETE FROM c2c_listings WHERE id IN (3, 11);"
                + "UPDATE c2c_images SET public_url = 'now.png' WHERE id = 501");

        Report report = move.update(worker);

        assertThat(report.error()).isEmpty();
        assertThat(move.rejects(Move.COPY).keySet())
                .contains("4", "13/listing_images/1")
                .doesNotContain("2", "3", "11/c2c", "11/b2c", "13/listing_images/2");
        assertThat(move.rows("SELECT id FROM listings.listings WHERE id IN (2, 3, 11) ORDER BY id"))
                .containsExactly("(2)", "(11)");
    }

    @Test
    void whatTheServiceChangedLaterStaysAndWhatItDeletedStaysAway() {
        copied();
        move.atTarget(
                "UPDATE listings SET title = 'By the service' WHERE id = 1070; DELETE FROM listings WHERE id = 1072");
        move.atSource("UPDATE c2c_listings SET title = 'By the monolith' WHERE id = 1070;"
                + "UPDATE b2c_products SET name = 'By the monolith' WHERE id = 1072");

        Report report = move.update(worker);

        assertThat(report.error()).isEmpty();
        assertThat(report.counts()).containsEntry("listings kept, later here than at the source", 1L);
        assertThat(move.rows("SELECT id, title FROM listings.listings WHERE id IN (1070, 1072)"))
                .containsExactly("(1070,\"By the service\")");
    }

    @Test
    void theWayBackTakesJustTheCopiedRowsAndPutsTheSequenceBehindTheRest() {
        move.run(worker, Action.UPDATE, "listings-schema");
        move.atTarget(
                "INSERT INTO listings (user_id, title, price, category_id) VALUES (1, 'first of the service', 1, 1)");
        String own = move.rows("SELECT * FROM listings.listings").get(0);
        copied();
        move.atTarget("INSERT INTO listings (user_id, title, price, category_id) VALUES (1, 'after the copy', 1, 1);"
                + "INSERT INTO listing_images (listing_id, url) VALUES (1, 'own.png')");

        Report report = move.run(worker, Action.ROLLBACK, "listings-schema");

        assertThat(report.error()).isEmpty();
        assertThat(move.rows("SELECT id, title FROM listings.listings ORDER BY id"))
                .containsExactly("(1,\"first of the service\")", "(1104,\"after the copy\")");
        assertThat(move.rows("SELECT * FROM listings.listings WHERE id = 1")).containsExactly(own);
        assertThat(move.rows("SELECT url FROM listings.listing_images")).containsExactly("(own.png)");
        assertThat(move.value("SELECT last_value FROM listings.listings_id_seq"))
                .isEqualTo("1104");
        assertThat(move.value("SELECT count(*) FROM pg_tables WHERE tablename LIKE 'sluice\\_copied%'"))
                .isEqualTo("0");
    }

    @Test
    void withoutRowsOfTheServiceTheSequencesStandWhereTheyStood() {
        move.run(worker, Action.UPDATE, "listings-schema");
        copied();

        move.run(worker, Action.ROLLBACK, "listings-schema");

        assertThat(move.rows("SELECT last_value, is_called FROM listings.listings_id_seq"))
                .containsExactly("(1,f)");
        assertThat(move.rows("SELECT last_value, is_called FROM listings.listing_images_id_seq"))
                .containsExactly("(1,f)");
        List<String> first = afterAnotherCopy();
        move.run(worker, Action.ROLLBACK, "listings-schema");
        assertThat(afterAnotherCopy()).isEqualTo(first);
    }

    private List<String> afterAnotherCopy() {
        copied();
        return move.rows("SELECT * FROM listings.listings ORDER BY id");
    }

    @Test
    void theWholeWayBackLeavesNothingButAnAdoptedTable() {
        move.atTarget("CREATE TABLE indexing_queue (id bigint)");
        copied();

        assertThat(move.run(worker, Action.ROLLBACK, "listings-start").error()).isEmpty();

        assertThat(move.rows("SELECT tablename FROM pg_tables WHERE schemaname = 'listings' "
                        + "AND tablename NOT LIKE 'sluice%' AND tablename NOT LIKE 'databasechange%' ORDER BY 1"))
                .containsExactly("(indexing_queue)", "(migration_log)");
    }

    @Test
    void withoutTheSourceACompletedCopyIsLeftAloneAndAnUnfinishedOneIsNot() {
        move.monolith("URL", null);
        assertThat(move.update(worker).error())
                .contains("copies from the source monolith, and this environment names none")
                .contains("SLUICE_SOURCE_MONOLITH_URL");

        move.monolith("URL", move.source.url());
        copied();
        move.monolith("URL", null);
        assertThat(move.update(worker).error()).isEmpty();
    }

    @Test
    void anUpdateToTheTagOfTheCopyCatchesUpThoughTheTagIsThere() {
        move.run(worker, Action.UPDATE, "listings-copied");
        move.atSource("UPDATE c2c_listings SET title = 'Renamed' WHERE id = 1070");

        assertThat(move.run(worker, Action.PREVIEW, "listings-copied").text())
                .contains("Copies from the source monolith")
                .doesNotContain("030-check-copied");
        Report report = move.run(worker, Action.UPDATE, "listings-copied");

        assertThat(report.error()).isEmpty();
        assertThat(report.counts()).containsEntry("listings changed", 1L);
        assertThat(move.value("SELECT title FROM listings.listings WHERE id = 1070"))
                .isEqualTo("Renamed");
        assertThat(move.value("SELECT count(*) FROM listings.databasechangelog WHERE id LIKE '03%'"))
                .isEqualTo("0");
        assertThat(move.run(worker, Action.UPDATE, "listings-schema").rows()).isZero();
        assertThat(move.update(worker).error()).isEmpty();
    }

    @Test
    void anEmptiedSourceDeletesNothingHere() {
        copied();
        move.atSource("TRUNCATE c2c_listings, c2c_images, b2c_products, b2c_product_images");

        assertThat(move.update(worker).error()).contains("The source has no row at all");

        assertThat(move.value("SELECT count(*) FROM listings.listings")).isEqualTo("10");
    }
}
