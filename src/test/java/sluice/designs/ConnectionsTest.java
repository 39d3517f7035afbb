package sluice.designs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sluice.fleet.report.Outcome;
import sluice.fleet.report.SchemaReport;

/** The fourth of the old steps: who gets which connection for which store. */
final class ConnectionsTest {

    private static final String STORES = """
            SELECT u.email, s.etsy_shop_id, c.access_token, c.user_id = s.user_id
            FROM etsy_stores s JOIN users u ON u.id = s.user_id JOIN platform_connections c ON c.id = s.connection_id
            ORDER BY 1, 2
            """;

    private static final String SECRETS = """
            SELECT u.email, c.platform, c.access_token, c.refresh_token, c.auth_data
            FROM platform_connections c JOIN users u ON u.id = c.user_id
            """;

    private DesignsDatabase database;
    private OldService old;

    @BeforeEach
    void create() throws Exception {
        database = DesignsDatabase.create();
        database.execute("""
                ALTER TABLE users ADD COLUMN etsy_shop_id varchar;
                INSERT INTO users (id, email, hashed_password, shop_name, etsy_shop_id) VALUES
                  ('00000000-0000-0000-0000-00000000000a', 'ann', 'x', 'Anns', '100'),
                  ('00000000-0000-0000-0000-00000000000b', 'bob', 'x', 'Bobs', '100'),
                  ('00000000-0000-0000-0000-00000000000c', 'cleo', 'x', '', '300'),
                  ('00000000-0000-0000-0000-00000000000d', 'dan', 'x', 'Dans', NULL),
                  ('00000000-0000-0000-0000-00000000000e', 'eve', 'x', 'Eves', '500')
                """);
        token("a", "ann-1", "2030-01-01");
        token("a", "ann-2", "2031-01-01");
        token("b", "bob-1", "2030-01-01");
        token("c", "cleo-1", "2030-01-01");
        token("d", "dan-1", "2030-01-01");
        token("e", "", "2030-01-01");
        old = new OldService(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void twoUsersOfOneShopGetAStoreAndAConnectionEach() throws Exception {
        old.start();
        old.start();
        assertThat(database.rows("SELECT count(*) FROM etsy_stores")).containsExactly("1");

        assertThat(database.update().error()).isEmpty();

        assertThat(database.rows(STORES)).containsExactly("ann|100|ann-2|true", "bob|100|bob-1|true");
        assertThat(database.rows("SELECT count(*) FROM platform_connections")).containsExactly("4");
    }

    @Test
    void ofSeveralTokensTheFreshestIsTakenAndNoTokenMakesNoConnection() throws Exception {
        assertThat(database.update().error()).isEmpty();

        assertThat(connections())
                .containsExactly("ann|etsy|100|ann-2", "bob|etsy|100|bob-1", "cleo|etsy|300|cleo-1", "dan|etsy||dan-1");
        assertThat(database.rows(STORES)).containsExactly("ann|100|ann-2|true", "bob|100|bob-1|true");
    }

    @Test
    void aTokenThatTheApplicationHasRefreshedSinceWins() throws Exception {
        old.start();
        database.execute("UPDATE platform_connections SET access_token = 'renewed', token_expires_at = '2033-01-01'"
                + " WHERE access_token = 'ann-1'");
        old.start();

        assertThat(database.update().error()).isEmpty();

        assertThat(database.rows(STORES)).contains("ann|100|renewed|true");
    }

    @Test
    void aStoreWhoseOwnerHasNoConnectionGoesToTheUserWhoseConnectionOpensIt() throws Exception {
        old.start();
        database.execute("""
                UPDATE etsy_stores SET user_id = (SELECT id FROM users WHERE email = 'eve'),
                  connection_id = (SELECT id FROM platform_connections WHERE access_token = 'dan-1')
                """);

        assertThat(database.update().error()).isEmpty();

        assertThat(database.rows(STORES))
                .containsExactly("ann|100|ann-2|true", "bob|100|bob-1|true", "dan|100|dan-1|true");
    }

    @Test
    void aShopNumberThatDoesNotFitIsSetAsideAloneAndSaid() throws Exception {
        database.execute("UPDATE users SET etsy_shop_id = repeat('9', 51) WHERE email = 'bob'");
        assertThat(database.verify("before").error()).contains("00000000000b");

        SchemaReport report = database.update();

        assertThat(report.outcome()).isEqualTo(Outcome.MIGRATED);
        assertThat(report.rejected()).isEqualTo(1);
        assertThat(database.rows("SELECT changeset, key[1], sqlstate FROM sluice_reject"))
                .containsExactly("designs::067-copy-etsy-stores::designs|00000000-0000-0000-0000-00000000000b|22001");
        assertThat(database.rows(STORES)).containsExactly("ann|100|ann-2|true");
        assertThat(connections()).hasSize(4);
        assertThat(database.verify("after").error()).contains("every shop at Etsy has its store", "00000000000b");
        assertThat(database.update().rejected()).isZero();
    }

    @Test
    void theOldServiceLostEveryRowThereAndWhatItMissedIsMadeUp() throws Exception {
        database.execute("UPDATE users SET etsy_shop_id = repeat('9', 51) WHERE email = 'bob'");
        old.start();
        assertThat(database.rows("SELECT count(*) FROM platform_connections")).containsExactly("0");
        database.execute("UPDATE users SET etsy_shop_id = '200' WHERE email = 'bob'");

        assertThat(database.update().error()).isEmpty();

        assertThat(database.rows(STORES)).containsExactly("ann|100|ann-2|true", "bob|200|bob-1|true");
    }

    @Test
    void shopsOfOneUserAtShopifyKeepAConnectionEach() throws Exception {
        database.execute("ALTER TABLE shopify_stores DROP CONSTRAINT shopify_stores_user_id_key");
        shop(1, "one.example.org", "shopify-1");
        shop(2, "two.example.org", "shopify-2");
        shop(3, "three.example.org", "");
        old.start();
        old.start();
        old.start();
        assertThat(database.rows("SELECT count(*) FROM platform_connections WHERE platform = 'shopify'"))
                .containsExactly("9");

        assertThat(database.update().error()).isEmpty();

        assertThat(database.rows("""
                SELECT s.shop_domain, c.access_token FROM shopify_stores s JOIN platform_connections c ON c.id = s.connection_id
                WHERE c.store_key = s.shop_domain ORDER BY 1
                """))
                .containsExactly("one.example.org|shopify-1", "three.example.org|", "two.example.org|shopify-2");
        assertThat(connections().stream().filter(row -> row.contains("shopify")))
                .hasSize(3);
    }

    @Test
    void afterwardsNoStoreCanHaveAForeignConnectionAndNoConnectionATwin() throws Exception {
        assertThat(database.update().error()).isEmpty();

        assertThatThrownBy(() -> database.execute("UPDATE etsy_stores SET connection_id ="
                        + " (SELECT id FROM platform_connections WHERE access_token = 'bob-1')"))
                .hasMessageContaining("etsy_stores_connection_of_owner_fkey");
        assertThatThrownBy(() -> database.execute("INSERT INTO platform_connections (user_id, platform, store_key)"
                        + " SELECT user_id, platform, store_key FROM platform_connections"))
                .hasMessageContaining("platform_connections_user_id_platform_store_key");
        database.execute("DELETE FROM platform_connections WHERE access_token = 'ann-2'");
        assertThat(database.rows(STORES)).containsExactly("bob|100|bob-1|true");
    }

    @Test
    void whoComesOrNamesHisShopLaterIsCaughtUpWithByTheNextRunAndGoesFirstInARollback() throws Exception {
        assertThat(database.update().error()).isEmpty();
        database.execute("UPDATE users SET etsy_shop_id = '400' WHERE email = 'dan';"
                + " UPDATE users SET etsy_shop_id = repeat('9', 51) WHERE email = 'eve'");
        token("e", "eve-1", "2030-01-01");
        shop(7, "late.example.org", "shopify-7");

        assertThat(database.update().outcome()).isEqualTo(Outcome.MIGRATED);
        assertThat(database.update().outcome()).as("nobody came since").isEqualTo(Outcome.UP_TO_DATE);

        assertThat(database.rows(STORES))
                .containsExactly("ann|100|ann-2|true", "bob|100|bob-1|true", "dan|400|dan-1|true");
        assertThat(connections())
                .containsExactly(
                        "ann|etsy|100|ann-2",
                        "bob|etsy|100|bob-1",
                        "cleo|etsy|300|cleo-1",
                        "dan|etsy|400|dan-1",
                        "dan|shopify|late.example.org|shopify-7",
                        "eve|etsy|" + "9".repeat(51) + "|eve-1");
        assertThat(database.rollback("connection-tables").error()).isEmpty();
        assertThat(database.rows("SELECT count(*) FROM platform_connections")).containsExactly("0");
        assertThat(database.rows("SELECT count(*) FROM etsy_stores")).containsExactly("0");
        assertThat(database.rows("SELECT count(connection_id) FROM shopify_stores"))
                .containsExactly("0");
    }

    @Test
    void aConnectionThatWasCaughtUpWithAndIsNamedLaterIsNoticed() throws Exception {
        assertThat(database.update().error()).isEmpty();
        database.execute("UPDATE users SET etsy_shop_id = NULL, shop_name = '' WHERE email = 'eve'");
        token("e", "eve-1", "2030-01-01");
        assertThat(database.update().outcome()).isEqualTo(Outcome.MIGRATED);
        database.execute("UPDATE users SET etsy_shop_id = '500' WHERE email = 'eve'");

        assertThat(database.update().outcome()).isEqualTo(Outcome.MIGRATED);

        assertThat(connections()).contains("eve|etsy|500|eve-1");
        assertThat(database.update().outcome()).isEqualTo(Outcome.UP_TO_DATE);
    }

    @Test
    void noTokenLiesInWhatIsKeptForTheWayBackAndItFindsThemAgain() throws Exception {
        database.execute("ALTER TABLE shopify_stores DROP CONSTRAINT shopify_stores_user_id_key");
        shop(1, "one.example.org", "shopify-1");
        old.start();
        old.start();
        database.execute("UPDATE platform_connections SET refresh_token = 'refresh-x', auth_data = 'data-x'"
                + " WHERE access_token = 'bob-1';"
                + " UPDATE platform_connections SET access_token = 'replaced', token_expires_at = '2029-01-01' WHERE id IN"
                + " (SELECT id FROM platform_connections WHERE access_token = 'dan-1' LIMIT 1)");
        List<String> before = database.rows(SECRETS);
        assertThat(before).hasSize(12).contains("bob|etsy|bob-1|refresh-x|data-x", "dan|etsy|replaced|-|-");

        assertThat(database.update("connections").error()).isEmpty();

        for (String table : database.rows(
                "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
                        + " AND (tablename LIKE 'sluice%' OR tablename LIKE 'migration%' OR tablename LIKE 'databasechangelog%')")) {
            assertThat(database.rows("SELECT to_jsonb(t)::text FROM \"" + table + "\" t")
                            .toString())
                    .as(table)
                    .doesNotContain("ann-", "bob-1", "cleo-1", "dan-1", "shopify-1", "refresh-x", "data-x", "replaced");
        }
        assertThat(database.rollback("connection-tables").error()).isEmpty();
        assertThat(database.rows(SECRETS))
                .as("but for the one that is nowhere any more")
                .containsExactlyInAnyOrderElementsOf(before.stream()
                        .map(row -> row.replace("|replaced|", "|-|"))
                        .toList());
    }

    @Test
    void anApplicationThatDoesNotNameAStoreCanStillConnectSeveral() throws Exception {
        assertThat(database.update().error()).isEmpty();

        database.execute("INSERT INTO platform_connections (user_id, platform, access_token)"
                + " SELECT id, 'shopify', 'more' FROM users, generate_series(1, 2) WHERE email = 'ann'");

        assertThat(connections()).contains("ann|shopify|-|more");
    }

    private List<String> connections() {
        return database.rows("SELECT u.email, c.platform, c.store_key, c.access_token"
                + " FROM platform_connections c JOIN users u ON u.id = c.user_id ORDER BY 1, 2, 3, 4");
    }

    private void token(String user, String token, String expires) {
        database.execute("INSERT INTO third_party_oauth_tokens (id, user_id, access_token, expires_at) VALUES"
                + " (gen_random_uuid(), '00000000-0000-0000-0000-00000000000%s', '%s', '%s')"
                        .formatted(user, token, expires));
    }

    private void shop(int number, String domain, String token) {
        database.execute("""
                INSERT INTO shopify_stores (id, user_id, shop_domain, shop_name, access_token, is_active)
                VALUES ('00000000-0000-0000-0000-0000000001%02d', '00000000-0000-0000-0000-00000000000d', '%s', 'x', '%s', true)
                """.formatted(number, domain, token));
    }
}
