package sluice.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.environment.TestDatabase;
import sluice.task.request.ProgressListener;
import sluice.task.request.Report;
import sluice.task.worker.IsolatedWorker;

/** What becomes of a rollback when the application has gone on with the rows meanwhile, and what a change refuses for it. */
final class WayBackTest {

    private static final String ITEMS = "CREATE TABLE items (id integer PRIMARY KEY, price integer, note text);"
            + "INSERT INTO items SELECT n, n, 'n' FROM generate_series(1, 6) n;";
    private static IsolatedWorker worker;

    @TempDir
    private Path folder;

    @BeforeAll
    static void openWorker() {
        worker = new IsolatedWorker(() -> false);
    }

    @AfterAll
    static void closeWorker() {
        worker.close();
    }

    @Test
    void anUpdateLeavesAloneWhatOthersChangedSinceAndSaysHowMuch() {
        try (Shop shop = done("BatchedUpdate", "table: items", "key: id", "set: price = price * 100")) {
            shop.execute("UPDATE items SET price = 7 WHERE id = 2; UPDATE items SET note = 'new' WHERE id = 3;"
                    + "DELETE FROM items WHERE id = 4; INSERT INTO items VALUES (7, 700, 'later')");

            Report report = shop.rollback(worker);

            assertThat(report.error()).isEmpty();
            assertThat(report.counts())
                    .containsEntry("rows taken back", 4L)
                    .containsEntry("rows left alone, others changed them since", 1L);
            assertThat(items(shop))
                    .containsExactly("(1,1,n)", "(2,7,n)", "(3,3,new)", "(5,5,n)", "(6,6,n)", "(7,700,later)");
        }
    }

    @Test
    void anUpdateWithItsOwnWayBackGoesItForJustTheRowsThatItChanged() {
        try (Shop shop = done(
                "BatchedUpdate",
                "table: items",
                "key: id",
                "set: price = price + 1",
                "where: id > 2",
                "undoSet: price = price - 1")) {
            shop.execute(
                    "UPDATE items SET price = price + 1000 WHERE id = 3; INSERT INTO items VALUES (7, 7, 'later')");
            assertThat(shop.rollback(worker).error()).isEmpty();
            assertThat(items(shop))
                    .containsExactly(
                            "(1,1,n)", "(2,2,n)", "(3,1003,n)", "(4,4,n)", "(5,5,n)", "(6,6,n)", "(7,7,later)");
        }
    }

    @Test
    void anUpdateByAKeyThatIsNotUniqueIsRefusedByTheRunAndByTheScript() throws Exception {
        try (Shop shop = Shop.of(folder, ITEMS, "BatchedUpdate", "table: items", "key: note", "set: price = 0")) {
            String refusal = "No primary key or unique index of table items lies within (note)";
            assertThat(shop.update(worker, ProgressListener.NONE).error()).contains(refusal);
            assertThat(ScriptRun.JDBC.run(
                            shop.db(), Shop.TENANT, shop.preview(worker).text()))
                    .contains(refusal);
            assertThat(items(shop)).contains("(1,1,n)");
        }
    }

    @Test
    void aDeleteThatWouldDeleteInOtherTablesIsRefusedUnlessItIsAccepted() {
        String parent = ITEMS + "CREATE TABLE parts (item integer REFERENCES items ON DELETE CASCADE);";
        String[] parameters = {"table: items", "key: id", "where: id = 1"};
        try (Shop shop = Shop.of(folder, parent, "BatchedDelete", parameters)) {
            assertThat(shop.update(worker, ProgressListener.NONE).error())
                    .contains("would delete or change rows of other tables")
                    .contains("parts by parts_item_fkey");
            assertThat(items(shop)).hasSize(6);
        }
        String[] accepting = {"table: items", "key: id", "where: id = 1", "cascades: accept"};
        try (Shop shop = Shop.of(folder, parent, "BatchedDelete", accepting)) {
            assertThat(shop.update(worker, ProgressListener.NONE).error()).isEmpty();
            assertThat(items(shop)).hasSize(5);
        }
    }

    @Test
    void aDeletedRowThatIsThereAgainStaysAsOthersMadeIt() {
        try (Shop shop = done("BatchedDelete", "table: items", "key: id", "where: id < 3")) {
            shop.execute("INSERT INTO items VALUES (2, 2000, 'again')");
            assertThat(shop.rollback(worker).error()).isEmpty();
            assertThat(items(shop)).contains("(1,1,n)", "(2,2000,again)").hasSize(6);
        }
    }

    @Test
    void aDeletedRowThatCanNotComeBackIsKeptAndTheRollbackSaysSo() {
        try (Shop shop = done("BatchedDelete", "table: items", "key: id", "where: id < 3")) {
            shop.execute("ALTER TABLE items ADD CHECK (id <> 2)");
            Report report = shop.rollback(worker);
            assertThat(report.outcome()).isEqualTo("failed");
            assertThat(report.error()).contains("Deleted rows could not be put back into items");
            assertThat(items(shop)).contains("(1,1,n)").hasSize(5);

            shop.execute("ALTER TABLE items DROP CONSTRAINT items_id_check");
            assertThat(shop.rollback(worker).error()).isEmpty();
            assertThat(items(shop)).contains("(1,1,n)", "(2,2,n)").hasSize(6);
        }
    }

    @Test
    void anInsertedRowThatOthersPointToIsKeptAndTheRollbackSaysSo() {
        String tables = ITEMS + "CREATE TABLE copies (id integer PRIMARY KEY);"
                + "CREATE TABLE pointers (copy integer REFERENCES copies);";
        String[] parameters = {"into: copies", "columns: id", "select: id", "from: items", "key: id"};
        try (Shop shop = Shop.of(folder, tables, "BatchedInsert", parameters)) {
            assertThat(shop.update(worker, ProgressListener.NONE).error()).isEmpty();
            shop.execute("INSERT INTO pointers VALUES (3)");
            assertThat(shop.rollback(worker).error()).contains("Inserted rows could not be deleted from copies");

            shop.execute("DELETE FROM pointers");
            assertThat(shop.rollback(worker).error()).isEmpty();
            assertThat(shop.db().query("SELECT * FROM shop_1.copies")).isEmpty();
        }
    }

    @Test
    void aSnapshotThatIsThereAlreadyIsNeitherOverwrittenNorDropped() {
        try (Shop shop = Shop.of(folder, ITEMS, "SnapshotTables", "tables: items")) {
            TestDatabase db = shop.db();
            db.migration()
                    .execute(
                            "CREATE SCHEMA migration_backup; CREATE TABLE migration_backup.\"shop_1.items\" (kept integer)");
            assertThat(shop.update(worker, ProgressListener.NONE).error())
                    .contains("There is a snapshot of items already: migration_backup.\"shop_1.items\"");
            assertThat(shop.rollback(worker).error()).isEmpty();
            assertThat(db.preview().query("SELECT kept FROM migration_backup.\"shop_1.items\""))
                    .isEmpty();
        }
    }

    @Test
    void aCheckThatDoesNotHoldStopsTheRunAndTheScriptWithTheAuthorsMessage() throws Exception {
        String[] parameters = {"query: SELECT count(*) FROM items;", "expect: 5", "message: Items must be five."};
        try (Shop shop = Shop.of(folder, ITEMS, "CheckQuery", parameters)) {
            String refusal = "Items must be five. Expected 5, found 6.";
            assertThat(shop.update(worker, ProgressListener.NONE).error()).contains(refusal);
            try (Shop other = shop.copy()) {
                String script = other.preview(worker).text();
                assertThat(ScriptRun.JDBC.run(other.db(), Shop.TENANT, script)).contains(refusal);
            }

            shop.execute("DELETE FROM items WHERE id = 1");
            assertThat(shop.update(worker, ProgressListener.NONE).error()).isEmpty();
        }
    }

    private Shop done(String change, String... parameters) {
        Shop shop = Shop.of(folder, ITEMS, change, parameters);
        assertThat(shop.update(worker, ProgressListener.NONE).error()).isEmpty();
        return shop;
    }

    private static List<String> items(Shop shop) {
        return shop.db().query("SELECT i::text FROM shop_1.items i ORDER BY id").stream()
                .map(row -> row.get(0).toString())
                .toList();
    }
}
