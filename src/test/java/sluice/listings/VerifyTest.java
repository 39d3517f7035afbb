package sluice.listings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import sluice.environment.Key;
import sluice.fleet.report.SchemaReport;

/** What was copied is held against the monolith as it is now, row by row. */
final class VerifyTest extends Moving {

    @Test
    void rowsHereAndRowsSetAsideAreTheRowsOfTheMonolith() {
        move.atSource(AwkwardRows.SQL).with(Key.LABELS, "full or !full").update(worker);

        assertThat(verified().error()).isEmpty();

        move.atSource("INSERT INTO c2c_listings (id, user_id, category_id, title, price, created_at, updated_at) "
                + "VALUES (5000, 7, 1002, 'came later', 1, '2025-01-01', '2025-01-01')");
        assertThat(verified().error())
                .contains(
                        "what the monolith has now is here or set aside: 1 differ, by number, here and at monolith: 0 (33, 34)")
                .contains("copied listings and the urls of their pictures are what the monolith has: 1 differ")
                .contains("5000 (none, ")
                .contains("run sluice update listings again");
        move.update(worker);
        assertThat(verified().error()).isEmpty();
    }

    @Test
    void eachFieldThatDiffersIsFoundAndNoOther() {
        move.atSource(AwkwardRows.SQL).update(worker);
        List<String> spoilt = new ArrayList<>(List.of(
                "UPDATE listings SET title = title || ' ' WHERE id = 1070",
                "UPDATE listings SET description = NULL WHERE id = 1103",
                "UPDATE listings SET description = '' WHERE id = 1102",
                "UPDATE listings SET price = price + 0.01 WHERE id = 1071",
                "UPDATE listings SET currency = 'USD' WHERE id = 1072",
                "UPDATE listings SET storefront_id = NULL WHERE id = 1073",
                "UPDATE listings SET created_at = created_at + interval '2 hours' WHERE id = 1101",
                "UPDATE listing_images SET url = 'x' WHERE listing_id = 1074 AND display_order = 1",
                "UPDATE listing_images SET display_order = 1 - display_order WHERE listing_id = 1075"));

        for (String spoiling : spoilt) {
            move.alterTarget("ALTER TABLE listings DISABLE TRIGGER USER; " + spoiling);
        }

        assertThat(verified().error())
                .contains("what the monolith has: 9 differ")
                .contains("1070 (", "1071 (", "1072 (", "1073 (", "1074 (", "1075 (", "1101 (", "1102 (", "1103 (");
    }

    @Test
    void whatTheServiceChangedOrDeletedSinceIsItsOwnAffair() {
        move.update(worker);
        move.atTarget("UPDATE listings SET title = 'By the service' WHERE id = 1070;"
                + "INSERT INTO listings (user_id, title, price, category_id) VALUES (1, 'of the service', 1, 1)");

        assertThat(verified().error()).isEmpty();
    }

    @Test
    void clocksInBelgradeMakeNoDifference() {
        for (var database : List.of(move.source, move.target)) {
            database.execute("ALTER DATABASE " + database.name() + " SET timezone = 'Europe/Belgrade'");
        }
        move.monolith("ZONE", "Europe/Belgrade").update(worker);

        assertThat(verified().error()).isEmpty();

        move.monolith("ZONE", "UTC");
        assertThat(verified().error()).contains("4 differ");
    }

    @Test
    void aSourceThatIsNotNamedAnyMoreIsToldAndOneThatIsAwayIsAnError() {
        move.update(worker);
        move.monolith("URL", "jdbc:postgresql://127.0.0.1:1/monolith");
        assertThat(verified().error())
                .contains("127.0.0.1:1")
                .contains("what the monolith has now is here or set aside: can't be told")
                .doesNotContain("run sluice update");

        move.monolith("URL", null);
        SchemaReport report = verified();
        assertThat(report.error()).isEmpty();
        assertThat(report.counts()).containsEntry("checks left out, no source monolith is named", 2L);
    }

    private SchemaReport verified() {
        return move.verified();
    }
}
