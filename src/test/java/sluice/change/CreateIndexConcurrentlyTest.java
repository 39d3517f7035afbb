package sluice.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.task.request.ProgressListener;
import sluice.task.request.Report;
import sluice.task.worker.IsolatedWorker;

/** A valid index or a clear failure, whatever was there before or goes on meanwhile. */
final class CreateIndexConcurrentlyTest {

    private static final String USERS = "CREATE TABLE users (id integer PRIMARY KEY, email text);"
            + "INSERT INTO users SELECT n, n || '@example.org' FROM generate_series(1, 20) n;";
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
    void rowsThatAreNotUniqueAreNamedAndNothingIsLeft() {
        try (Shop shop = shop(USERS + "INSERT INTO users VALUES (21, '7@example.org')")) {
            Report report = shop.update(worker, ProgressListener.NONE);

            assertThat(report.outcome()).isEqualTo("failed");
            assertThat(report.sqlState()).isEqualTo("23505");
            assertThat(report.error())
                    .contains("The index users_email was not built; what was begun of it was dropped")
                    .contains("not unique: Key (email)=(7@example.org) is duplicated");
            assertThat(indexes(shop)).isEmpty();

            shop.execute("DELETE FROM users WHERE id = 21");
            assertThat(shop.update(worker, ProgressListener.NONE).error()).isEmpty();
            assertThat(indexes(shop)).containsExactly("users_email true");
        }
    }

    @Test
    void anInvalidLeftoverOfAnEarlierBuildIsDroppedAndBuiltAfresh() {
        try (Shop shop = shop(USERS)) {
            leaveInvalidIndex(shop);
            assertThat(indexes(shop)).containsExactly("users_email false");

            assertThat(shop.update(worker, ProgressListener.NONE).error()).isEmpty();
            assertThat(indexes(shop)).containsExactly("users_email true");

            assertThat(shop.rollback(worker).error()).isEmpty();
            assertThat(indexes(shop)).isEmpty();
        }
    }

    @Test
    void theScriptOfAPreviewRebuildsAnInvalidLeftoverToo() throws Exception {
        try (Shop shop = shop(USERS)) {
            leaveInvalidIndex(shop);
            String script = shop.preview(worker).text();

            assertThat(ScriptRun.JDBC.run(shop.db(), Shop.TENANT, script)).isEmpty();
            assertThat(indexes(shop)).containsExactly("users_email true");
        }
    }

    @Test
    void aTransactionThatStaysOpenIsNoSuccessAndTheNextRunIs() throws Exception {
        try (Shop shop = shop(USERS)) {
            try (Connection reader = shop.db().connect();
                    Statement statement = reader.createStatement()) {
                reader.setAutoCommit(false);
                reader.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
                statement.execute("SELECT count(*) FROM pg_class");

                Report report = shop.update(worker, ProgressListener.NONE);
                assertThat(report.outcome()).isEqualTo("failed");
                assertThat(report.error())
                        .contains("was not built")
                        .contains("sluice.buildTimeout")
                        .contains("look for transactions that are open for long");
                assertThat(indexes(shop)).doesNotContain("users_email true");
                reader.rollback();
            }
            assertThat(shop.update(worker, ProgressListener.NONE).error()).isEmpty();
            assertThat(indexes(shop)).containsExactly("users_email true");
        }
    }

    @Test
    void aStopEndsABuildThatWouldTakeForLongAndTheNextRunBuildsIt() throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        try (Shop shop = shop(USERS)) {
            try (Connection reader = shop.db().connect();
                    Statement statement = reader.createStatement();
                    IsolatedWorker stoppable = new IsolatedWorker(stop::get)) {
                reader.setAutoCommit(false);
                reader.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
                statement.execute("SELECT count(*) FROM pg_class");
                CompletableFuture<Report> run =
                        CompletableFuture.supplyAsync(() -> shop.update(stoppable, ProgressListener.NONE));
                await().until(() -> !shop.db()
                        .superuser()
                        .query(
                                "SELECT 1 FROM pg_stat_activity WHERE query LIKE 'CREATE % INDEX CONC%' AND wait_event_type = 'Lock'")
                        .isEmpty());

                stop.set(true);

                assertThat(run.get().outcome()).isEqualTo("stopped");
                assertThat(run.get().error()).contains("run the same command again");
                assertThat(indexes(shop)).doesNotContain("users_email true");
                reader.rollback();
            }
            assertThat(shop.update(worker, ProgressListener.NONE).error()).isEmpty();
            assertThat(indexes(shop)).containsExactly("users_email true");
        }
    }

    @Test
    void anotherIndexOfTheNameIsNotTakenForThisOne() throws Exception {
        try (Shop shop = shop(USERS + "CREATE INDEX users_email ON users (email)")) {
            Report report = shop.update(worker, ProgressListener.NONE);
            assertThat(report.error())
                    .contains("There is another index of this name: CREATE INDEX users_email ON shop_1.users")
                    .contains("Choose another name, or drop it.");
            assertThat(indexes(shop)).containsExactly("users_email true");

            String script = shop.preview(worker).text();
            assertThat(ScriptRun.JDBC.run(shop.db(), Shop.TENANT, script))
                    .contains("There is another index of this name");
        }
    }

    @Test
    void aNameThatATableHasIsRefused() {
        try (Shop shop = shop(USERS + "CREATE TABLE users_email (id integer)")) {
            assertThat(shop.update(worker, ProgressListener.NONE).error())
                    .contains("The name users_email is taken by something else");
        }
    }

    @Test
    void aTableThatOnlyAnotherSchemaHasIsNotFound() {
        try (Shop shop = shop("CREATE TABLE other (id integer)")) {
            shop.db().execute("CREATE TABLE public.users (id integer, email text)");
            assertThat(shop.update(worker, ProgressListener.NONE).error())
                    .contains("There is no table users in this schema");
        }
    }

    private Shop shop(String given) {
        return Shop.of(
                folder,
                given,
                "CreateIndexConcurrently",
                "name: users_email",
                "table: users",
                "columns: email",
                "unique: true");
    }

    private static void leaveInvalidIndex(Shop shop) {
        shop.execute("CREATE UNIQUE INDEX users_email ON users (email);"
                + "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'users_email'::regclass");
    }

    private static List<String> indexes(Shop shop) {
        return shop
                .db()
                .query(
                        "SELECT c.relname || ' ' || i.indisvalid FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid "
                                + "WHERE i.indrelid = 'shop_1.users'::regclass AND NOT i.indisprimary ORDER BY 1")
                .stream()
                .map(row -> row.get(0).toString())
                .toList();
    }
}
