package sluice.designs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sluice.fleet.report.Outcome;
import sluice.fleet.report.SchemaReport;

/** Databases that the old service has been at come to the schema that a fresh one gets, and go back to what they were. */
final class AdoptionTest {

    /** What the old service may have left. */
    enum State {
        BASELINE(old -> {}),
        /** Also what its later version left that called eight of nine done: the three more did nothing. */
        FIVE_OF_NINE(OldService::start),
        DOUBLED(old -> {
            old.start();
            old.start();
        }),
        TRIPLED(old -> {
            old.start();
            old.start();
            old.start();
        }),
        NINE_OF_NINE(old -> {
            old.organizations();
            old.start();
        }),
        MADE_BY_THE_APPLICATION(OldService::tablesOfTheApplication);

        private final Consumer<OldService> starts;

        State(Consumer<OldService> starts) {
            this.starts = starts;
        }

        /** Leaves the database so. */
        void leave(OldService old) {
            starts.accept(old);
        }
    }

    private static final String CONNECTIONS = """
            SELECT u.email, c.platform, c.store_key, c.connection_type, c.access_token, c.refresh_token, c.token_expires_at
            FROM platform_connections c JOIN users u ON u.id = c.user_id ORDER BY 1, 2, 3
            """;

    private static final String STORES = """
            SELECT u.email, s.etsy_shop_id, s.shop_name, s.is_active, c.access_token
            FROM etsy_stores s JOIN users u ON u.id = s.user_id
            JOIN platform_connections c ON c.id = s.connection_id AND c.user_id = s.user_id
            UNION ALL
            SELECT u.email, s.shop_domain, s.shop_name, s.is_active, c.access_token
            FROM shopify_stores s JOIN users u ON u.id = s.user_id
            LEFT JOIN platform_connections c ON c.id = s.connection_id AND c.user_id = s.user_id
            ORDER BY 1, 2
            """;

    private static Map<String, String> structure;
    private static List<String> connections;
    private static List<String> stores;

    @BeforeAll
    static void migrateAFreshOne() throws Exception {
        try (DesignsDatabase fresh = withShopIds()) {
            assertThat(fresh.update().error()).isEmpty();
            structure = fresh.structure();
            connections = fresh.rows(CONNECTIONS);
            stores = fresh.rows(STORES);
        }
        assertThat(connections).hasSize(45);
        assertThat(stores).hasSize(32);
    }

    @ParameterizedTest
    @EnumSource
    void everyStateComesToTheSameSchemaAndConnectionsAndBack(State state) throws Exception {
        try (DesignsDatabase database = withShopIds()) {
            state.leave(new OldService(database));
            Map<String, String> before = database.dump();

            assertThat(database.update().error()).isEmpty();

            Map<String, String> now = database.structure();
            now.keySet().removeIf(name -> name.startsWith("enum ")); // kept for the way back
            assertThat(now).containsExactlyInAnyOrderEntriesOf(structure);
            assertThat(database.rows(CONNECTIONS)).isEqualTo(connections);
            assertThat(database.rows(STORES)).isEqualTo(stores);
            assertThat(database.verify("after").error()).isEmpty();
            Map<String, String> done = database.dump();
            assertThat(database.update().outcome()).isEqualTo(Outcome.UP_TO_DATE);
            assertThat(database.dump()).containsExactlyInAnyOrderEntriesOf(done);

            assertThat(database.rollback("designs-start").error()).isEmpty();
            assertThat(database.dump()).containsExactlyInAnyOrderEntriesOf(before);
        }
    }

    @Test
    void aFirstStartBeforeAnybodyNamedAShopIsAdoptedToo() throws Exception {
        try (DesignsDatabase fresh = DesignsDatabase.createFilled();
                DesignsDatabase adopted = fresh.copy()) {
            new OldService(adopted).start();
            new OldService(adopted).start();

            assertThat(fresh.update().error()).isEmpty();
            assertThat(adopted.update().error()).isEmpty();

            // to the letter: the columns are in one order, too
            assertThat(withoutRows(adopted)).containsExactlyInAnyOrderEntriesOf(withoutRows(fresh));
            assertThat(adopted.rows(CONNECTIONS))
                    .isEqualTo(fresh.rows(CONNECTIONS))
                    .isNotEmpty();
            assertThat(adopted.rows("SELECT count(*) FROM etsy_stores")).containsExactly("0");
        }
    }

    @Test
    void tablesOfAnotherVersionAreNamedWithWhatDiffersBeforeAnythingChanges() throws Exception {
        try (DesignsDatabase database = DesignsDatabase.create()) {
            new OldService(database).otherTablesOfTheApplication();
            database.execute(
                    "CREATE TABLE organizations (id integer PRIMARY KEY, name varchar(255), shop_name varchar(255),"
                            + " description text, settings json)");
            Map<String, String> before = database.dump();

            assertThat(database.update().error())
                    .contains(
                            "printers has no column notes, has no column organization_id, has no column printer_config"
                                    + " (its columns: id user_id name printer_type manufacturer")
                    .contains("files file_metadata is json and not jsonb, has no column file_hash")
                    .contains(
                            "organizations has no column created_at", "id is integer and not uuid", "settings is json")
                    .contains("run the same command again");
            assertThat(database.dump()).containsExactlyInAnyOrderEntriesOf(before);
        }
    }

    @Test
    void aSchemaWithoutDesignsIsSkipped() throws Exception {
        try (DesignsDatabase database = DesignsDatabase.create()) {
            database.execute("DROP TABLE design_images CASCADE");

            SchemaReport report = database.update();

            assertThat(report.error()).isEqualTo("no table design_images here");
            assertThat(report.outcome()).isEqualTo(Outcome.SKIPPED);
        }
    }

    private static Map<String, String> withoutRows(DesignsDatabase database) throws Exception {
        Map<String, String> all = new TreeMap<>(database.dump());
        all.keySet().removeIf(name -> name.startsWith("rows "));
        DesignsDatabase.forgetOwners(all);
        return all;
    }

    /** Demo rows; most users have named their shop at Etsy, two of them the same one. */
    private static DesignsDatabase withShopIds() throws Exception {
        DesignsDatabase database = DesignsDatabase.createFilled();
        database.execute("""
                ALTER TABLE users ADD COLUMN etsy_shop_id varchar;
                UPDATE users SET etsy_shop_id = substr(email, 6, 2) WHERE email < 'maker3';
                UPDATE users SET etsy_shop_id = 'shared' WHERE email IN ('maker12@example.org', 'maker31@example.org')
                """);
        return database;
    }
}
