package sluice.marketplace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.environment.TestDatabase;
import sluice.marketplace.TenantState.Parent;

/** Holds the oracle to the observed behaviour of the original, its faults included. */
final class OriginalScriptTest {

    private static final Instant NOON = Instant.parse("2026-01-07T12:00:00Z");

    private TestDatabase database;
    private Connection connection;
    private LegacyTenants tenants;

    @BeforeEach
    void create() throws Exception {
        database = TestDatabase.create();
        connection = database.connect();
        tenants = LegacyTenants.create(connection).withBatches("user_1", 0);
    }

    @AfterEach
    void close() throws Exception {
        connection.close();
        database.close();
    }

    @Test
    void every_field_of_a_parent_comes_from_its_jobs() throws SQLException {
        job("'sync_20260107_1'", "completed", "'ebay'", 2, "12:00:05", "'12:00:20'", "'12:30:00.000001'");
        job("'sync_20260107_1'", "failed", "'vinted'", 4, "12:00:00", "'12:00:30'", "NULL");
        job("'sync_20260107_1'", "cancelled", "'etsy'", 5, "12:00:07", "NULL", "'12:20:00'");
        run();
        assertThat(parent("sync_20260107_1"))
                .isEqualTo(new Parent(
                        "vinted",
                        "sync",
                        3,
                        1,
                        1,
                        1,
                        "partially_failed",
                        4,
                        null,
                        NOON,
                        NOON.plusSeconds(20),
                        NOON.plusSeconds(1800).plusNanos(1000)));
        assertThat(TenantState.read(connection, "user_1").links()).hasSize(3).containsValue("sync_20260107_1");
    }

    @Test
    void of_jobs_created_together_the_lowest_id_is_the_first() throws SQLException {
        execute("INSERT INTO user_1.marketplace_jobs (id, batch_id, action_type_id, marketplace, priority, created_at)"
                + " VALUES (902, 'a', 1, 'ebay', 2, now()), (901, 'a', 1, 'etsy', 1, now())");
        run();
        assertThat(parent("a").marketplace()).isEqualTo("etsy");
        assertThat(parent("a").priority()).isEqualTo(1);
    }

    @Test
    void an_empty_marketplace_of_the_first_job_means_vinted() throws SQLException {
        job("'a'", "pending", "''", 3, "12:00:00", "NULL", "NULL");
        job("'a'", "pending", "'ebay'", 3, "12:00:01", "NULL", "NULL");
        run();
        assertThat(parent("a").marketplace()).isEqualTo("vinted");
    }

    @Test
    void the_empty_string_is_a_batch_and_null_is_none() throws SQLException {
        job("''", "pending", "'vinted'", 3, "12:00:00", "NULL", "NULL");
        job("NULL", "pending", "'vinted'", 3, "12:00:00", "NULL", "NULL");
        assertThat(run()).isEqualTo(new OriginalScript.Summary(1, 1, 1, List.of()));
        assertThat(parent("").actionCode()).isEqualTo("unknown");
    }

    @Test
    void a_batch_that_is_pending_has_a_start_but_no_end() throws SQLException {
        job("'a'", "completed", "'vinted'", 3, "12:00:00", "'12:00:01'", "'12:00:02'");
        job("'a'", "cancelled", "'vinted'", 3, "12:00:00", "NULL", "'12:00:03'");
        run();
        assertThat(parent("a").status()).isEqualTo("pending");
        assertThat(parent("a").startedAt()).isEqualTo(NOON.plusSeconds(1));
        assertThat(parent("a").completedAt()).isNull();
    }

    @Test
    void expired_and_paused_jobs_count_in_the_total_only() throws SQLException {
        job("'a'", "expired", "'vinted'", 3, "12:00:00", "NULL", "NULL");
        job("'a'", "paused", "'vinted'", 3, "12:00:00", "NULL", "NULL");
        run();
        assertThat(parent("a"))
                .extracting(Parent::totalCount, Parent::completedCount, Parent::failedCount, Parent::cancelledCount)
                .containsExactly(2, 0, 0, 0);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void all_generated_jobs_get_a_parent_and_a_second_run_changes_nothing(long seed) throws SQLException {
        LegacyJobs.Filled filled = LegacyJobs.fill(connection, "user_1", 700, 150, seed);
        OriginalScript.Summary first = run();
        TenantState migrated = TenantState.read(connection, "user_1");
        assertThat(first.batches()).as(filled.toString()).isEqualTo(150);
        assertThat(first.jobs())
                .as(filled.toString())
                .isEqualTo(migrated.links().size());
        assertThat(migrated.parents().keySet()).as(filled.toString()).isEqualTo(new HashSet<>(filled.batches()));
        assertThat(run()).isEqualTo(new OriginalScript.Summary(1, 0, 0, List.of()));
        assertThat(TenantState.read(connection, "user_1").differencesFrom(migrated))
                .isEmpty();
    }

    @Test
    void a_late_job_is_an_error_on_every_run_and_holds_up_no_other_batch() throws SQLException {
        LegacyJobs.add(connection, "user_1", "a", "completed");
        run();
        int late = LegacyJobs.add(connection, "user_1", "a", "failed");
        LegacyJobs.add(connection, "user_1", "b", "pending");
        OriginalScript.Summary second = run();
        assertThat(second.batches()).isEqualTo(1);
        assertThat(second.errors()).singleElement().asString().contains("user_1, batch 'a'", "batch_jobs_batch_id_key");
        assertThat(run().errors()).hasSize(1);
        assertThat(TenantState.read(connection, "user_1").links()).doesNotContainKey(late);
        assertThat(parent("a").totalCount()).isEqualTo(1);
    }

    @Test
    void native_batches_stay_as_they_are() throws SQLException {
        tenants.withBatches("user_2", 4);
        TenantState before = TenantState.read(connection, "user_2");
        LegacyJobs.fill(connection, "user_2", 40, 10, 1);
        OriginalScript.run(connection, List.of("user_2"));
        TenantState after = TenantState.read(connection, "user_2");
        assertThat(after.parents()).hasSize(14).containsAllEntriesOf(before.parents());
        assertThat(after.links()).containsAllEntriesOf(before.links());
    }

    @Test
    void a_job_that_has_a_parent_of_another_name_keeps_it() throws SQLException {
        tenants.withBatches("user_2", 1);
        TenantState before = TenantState.read(connection, "user_2");
        execute("UPDATE user_2.marketplace_jobs SET batch_id = 'a'");
        LegacyJobs.add(connection, "user_2", "a", "pending");
        OriginalScript.run(connection, List.of("user_2"));
        TenantState after = TenantState.read(connection, "user_2");
        assertThat(after.links()).containsAllEntriesOf(before.links());
        assertThat(after.parents().get("a").totalCount()).isEqualTo(1);
    }

    @Test
    void a_last_schema_without_the_jobs_table_is_one_error() throws SQLException {
        tenants.withoutJobs("user_3");
        LegacyJobs.add(connection, "user_1", "a", "completed");
        OriginalScript.Summary summary = OriginalScript.run(connection, List.of("user_1", "user_3"));
        assertThat(summary.schemas()).isEqualTo(2);
        assertThat(summary.batches()).isEqualTo(1);
        assertThat(summary.errors()).singleElement().asString().startsWith("user_3: ");
    }

    @Test
    void the_schema_after_one_without_the_jobs_table_is_never_reached() throws SQLException {
        tenants.withoutJobs("user_0");
        LegacyJobs.add(connection, "user_1", "a", "completed");
        assertThatThrownBy(() -> OriginalScript.run(connection, List.of("user_0", "user_1")))
                .isInstanceOfSatisfying(
                        SQLException.class,
                        fatal -> assertThat(fatal.getSQLState()).isEqualTo("25P02"));
        assertThat(connection.getAutoCommit()).isTrue();
        assertThat(TenantState.read(connection, "user_1").parents()).isEmpty();
    }

    @Test
    void schemas_come_in_text_order_and_the_underscore_stands_for_any_character() throws SQLException {
        tenants.withoutJobs("user_10")
                .withoutJobs("user_2")
                .withoutJobs("users")
                .withoutJobs("userlike");
        assertThat(OriginalScript.schemas(connection))
                .containsExactly("user_1", "user_10", "user_2", "userlike", "users");
    }

    private OriginalScript.Summary run() throws SQLException {
        return OriginalScript.run(connection, List.of("user_1"));
    }

    private Parent parent(String batch) throws SQLException {
        return TenantState.read(connection, "user_1").parents().get(batch);
    }

    /** Times are of 7 January 2026 in UTC; batch, marketplace and nullable times are SQL literals. */
    private void job(
            String batch, String status, String marketplace, int priority, String created, String started, String ended)
            throws SQLException {
        execute("""
                SET TimeZone = 'UTC';
                INSERT INTO user_1.marketplace_jobs
                    (batch_id, action_type_id, status, marketplace, priority, created_at, started_at, completed_at)
                VALUES (%s, 1, '%s', %s, %d, DATE '2026-01-07' + TIME '%s', DATE '2026-01-07' + CAST(%s AS time),
                    DATE '2026-01-07' + CAST(%s AS time));
                SET TimeZone = 'Asia/Kathmandu'
                """.formatted(batch, status, marketplace, priority, created, started, ended));
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
