package sluice.cli.search;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import sluice.cli.Cli;
import sluice.environment.TestDatabase;
import sluice.opensearch.Front;
import sluice.opensearch.TestCluster;

/** reindex and compare as they are typed, on the tables that the changelog makes. */
class IndexCommandTest {

    private static final String ROWS = """
            INSERT INTO service.listings (id, user_id, title, price, category_id, status)
            SELECT n, 1, 'Listing ' || n, n, 1, 'active' FROM generate_series(1, 300) n;
            INSERT INTO service.listing_images (listing_id, url)
            SELECT n, 'https://cdn.example.org/' || n FROM generate_series(1, 300) n""";

    @Test
    void anIndexIsBuiltComparedSpoiltRepairedAndTakenBack() {
        String alias = TestCluster.name();
        try (TestDatabase database = TestDatabase.create()) {
            service(database);

            JsonNode first = run(database, alias, 0, "reindex", "--json", "-").json();
            assertThat(first.at("/schemas/0/outcome").asText()).isEqualTo("migrated");
            assertThat(first.get("index").asText()).isEqualTo(alias + "-1");
            assertThat(first.at("/schemas/0/counts/listings").asLong()).isEqualTo(300);
            assertThat(run(database, alias, 0, "compare", "--quiet").out()).isEmpty();

            TestCluster.ask("DELETE", "/" + alias + "/_doc/7", "");
            Cli spoilt = run(database, alias, 1, "compare", "--quiet");
            assertThat(spoilt.out()).contains("7 is missing in the index");
            JsonNode told = run(database, alias, 1, "compare", "--json", "-").json();
            assertThat(told.at("/differences/0/id").asText()).isEqualTo("7");
            assertThat(told.at("/differences/0/kind").asText()).isEqualTo("MISSING");

            assertThat(run(database, alias, 0, "compare", "--repair").out()).contains("7 is missing in the index");
            assertThat(run(database, alias, 0, "compare", "--sample", "50").out())
                    .contains("compared with " + alias);
            assertThat(run(database, alias, 0, "reindex").out()).contains(alias + "-1 is kept for --back");
            assertThat(run(database, alias, 0, "reindex", "--back").out())
                    .contains(alias + " is " + alias + "-1 again");
        } finally {
            TestCluster.ask("DELETE", "/" + alias + "-*", "");
        }
    }

    @Test
    void aClusterThatIsAwayIsOneLineAndStatusOne() {
        try (TestDatabase database = TestDatabase.create()) {
            service(database);

            Cli run = Cli.run(
                    "reindex",
                    "listings",
                    "--url",
                    database.url(),
                    "--username",
                    database.username(),
                    "--schemas",
                    "service",
                    "--quiet",
                    "--opensearch-url",
                    "http://127.0.0.1:1");

            assertThat(run.status()).isEqualTo(1);
            assertThat(run.out()).contains("OpenSearch at http://127.0.0.1:1 does not answer (nobody listens there)");
        }
    }

    @Test
    void aDatabaseThatGoesAwayInTheMiddleIsOneLineAndTheSameCommandGoesOn() throws Exception {
        String alias = TestCluster.name();
        AtomicBoolean away = new AtomicBoolean();
        try (TestDatabase database = TestDatabase.create();
                Front front = Front.before(TestCluster.url(), (exchange, body) -> {
                    if (exchange.getRequestURI().getPath().endsWith("/_bulk") && away.compareAndSet(false, true)) {
                        database.superuser()
                                .execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                                        + "WHERE datname = current_database() AND pid <> pg_backend_pid()");
                    }
                    return 0;
                })) {
            service(database);
            database.execute("INSERT INTO service.listings (id, user_id, title, price, category_id) "
                    + "SELECT n, 1, 'One of many', 1, 1 FROM generate_series(301, 7000) n");
            // one thread, and more than one range of keys to be asked for
            String[] small = {
                "--opensearch-url", front.url(), "--opensearch-bulk-kilobytes", "256", "--opensearch-parallel", "1"
            };

            Cli lost = run(database, alias, 1, "reindex", small);

            assertThat(lost.out())
                    .containsPattern(" did not go on: .* \\(SQLSTATE (57P01|08006)\\)")
                    .contains("run the same command again, it goes on");
            assertThat(TestCluster.ask("GET", "/_alias/" + alias, "")
                            .path("status")
                            .asInt())
                    .isEqualTo(404);
            assertThat(run(database, alias, 0, "reindex", small).out()).contains("Going on with " + alias + "-1");
        } finally {
            TestCluster.ask("DELETE", "/" + alias + "-*", "");
        }
    }

    @Test
    void whatIsMissingOrWrongIsAnsweredByOneLineAndStatusTwo() {
        try (TestDatabase database = TestDatabase.create()) {
            service(database);

            assertMisused(database, "opensearch.url is missing", "reindex", "listings");
            assertMisused(database, "Only listings has a search index", "compare", "marketplace");
            assertMisused(
                    database, "and nothing more", "compare", "listings", "--opensearch-url", "https://host/hunter2");
            assertMisused(
                    database, "process list", "compare", "listings", "--opensearch-url", "https://a:hunter2@host");
        }
    }

    @Test
    void thePreviewShowsTheSourcesQueriesTheTablesTheMappingAndTheDocumentsQuery() {
        try (TestDatabase database = TestDatabase.create()) {
            database.execute("CREATE SCHEMA service");

            Cli preview = Cli.run(
                    "preview",
                    "listings",
                    "--url",
                    database.url(),
                    "--username",
                    database.preview().username(),
                    "--schemas",
                    "service");

            assertThat(preview.out())
                    .contains("-- Copies from the source monolith by COPY on both sides")
                    .contains("FROM c2c_listings l")
                    .contains("FROM b2c_product_images i")
                    .contains("its id is in c2c_listings and in b2c_products")
                    .contains(
                            "CREATE TABLE listings (", "CREATE TABLE listing_images (", "CREATE TABLE indexing_queue (")
                    .contains("-- Into listings, by id:", "-- Into listing_images, by listing_id:")
                    .contains("images                   nested")
                    .contains("images.thumbnail_url     keyword")
                    .contains("price                    scaled_float")
                    .contains("json_agg(row_to_json(image)");
        }
    }

    private static void service(TestDatabase database) {
        database.execute("CREATE SCHEMA service");
        Cli made = Cli.run(
                "update",
                "listings",
                "--url",
                database.url(),
                "--username",
                database.username(),
                "--schemas",
                "service",
                "--to-tag",
                "listings-schema");
        assertThat(made.status()).as(made.out() + made.err()).isZero();
        database.execute(ROWS);
    }

    private static Cli run(TestDatabase database, String alias, int status, String command, String... more) {
        List<String> all = new ArrayList<>(List.of(command, "listings", "--url", database.url(), "--username"));
        all.addAll(List.of(database.username(), "--schemas", "service", "--opensearch-alias", alias));
        all.addAll(Arrays.asList(more));
        if (!all.contains("--opensearch-url")) {
            all.addAll(List.of("--opensearch-url", TestCluster.url()));
        }
        Cli run = Cli.run(all.toArray(String[]::new));
        assertThat(run.status()).as(run.out() + run.err()).isEqualTo(status);
        return run;
    }

    private static void assertMisused(TestDatabase database, String told, String... arguments) {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.addAll(List.of("--url", database.url(), "--username", database.username(), "--schemas", "service"));
        Cli run = Cli.run(all.toArray(String[]::new));
        assertThat(run.status()).as(run.out() + run.err()).isEqualTo(2);
        assertThat(run.err()).contains(told).doesNotContain("hunter2");
    }
}
