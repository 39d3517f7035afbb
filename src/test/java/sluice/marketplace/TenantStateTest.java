package sluice.marketplace;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sluice.environment.TestDatabase;

/** Checks that two tenants compare as equal exactly when their parents and links are, and that differences are legible. */
final class TenantStateTest {

    private TestDatabase database;
    private Connection connection;

    @BeforeEach
    void create() throws Exception {
        database = TestDatabase.create();
        connection = database.connect();
        LegacyTenants.create(connection).withBatches("user_1", 2).withoutBatches("user_2");
        LegacyJobs.fill(connection, "user_1", 60, 20, 11);
        OriginalScript.run(connection, List.of("user_1"));
    }

    @AfterEach
    void close() throws Exception {
        connection.close();
        database.close();
    }

    @Test
    void a_schema_without_batches_is_empty() throws SQLException {
        TenantState state = TenantState.read(connection, "user_2");
        assertThat(state.parents()).isEmpty();
        assertThat(state.links()).isEmpty();
    }

    @Test
    void other_ids_of_the_parents_make_no_difference() throws SQLException {
        TenantState before = TenantState.read(connection, "user_1");
        execute("""
                ALTER TABLE user_1.marketplace_jobs DROP CONSTRAINT fk_marketplace_jobs_batch_job;
                UPDATE user_1.batch_jobs SET id = id + 100000;
                UPDATE user_1.marketplace_jobs SET batch_job_id = batch_job_id + 100000
                """);
        assertThat(TenantState.read(connection, "user_1")).isEqualTo(before);
        assertThat(TenantState.read(connection, "user_1").differencesFrom(before))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "marketplace = 'etsy', marketplace should be 'ebay' but was 'etsy'",
                "action_code = 'sync', actionCode should be 'publish' but was 'sync'",
                "total_count = 9, totalCount should be 3 but was 9",
                "completed_count = 9, completedCount should be 2 but was 9",
                "failed_count = 9, failedCount should be 0 but was 9",
                "cancelled_count = 9, cancelledCount should be 1 but was 9",
                "status = 'failed', status should be 'completed' but was 'failed'",
                "priority = 9, priority should be 2 but was 9",
                "created_by_user_id = NULL, createdByUserId should be 1 but was null",
                "created_at = created_at + interval '1us', createdAt should be 2026-01-12T08:00:00Z but was 2026-01-12T08:00:00.000001Z",
                "started_at = created_at, startedAt should be null but was 2026-01-12T08:00:00Z",
                "completed_at = created_at, completedAt should be null but was 2026-01-12T08:00:00Z"
            })
    void a_field_that_differs_is_told_with_both_values(String change, String difference) throws SQLException {
        TenantState before = TenantState.read(connection, "user_1");
        execute("UPDATE user_1.batch_jobs SET " + change + " WHERE batch_id = 'publish_20260112_080000_0a710000'");
        assertThat(TenantState.read(connection, "user_1").differencesFrom(before))
                .containsExactly("batch 'publish_20260112_080000_0a710000': " + difference);
    }

    @Test
    void a_missing_parent_and_its_lost_links_are_told() throws SQLException {
        TenantState before = TenantState.read(connection, "user_1");
        execute("DELETE FROM user_1.batch_jobs WHERE batch_id = 'update'");
        TenantState after = TenantState.read(connection, "user_1");
        int jobs = before.parents().get("update").totalCount();
        assertThat(after.differencesFrom(before))
                .hasSize(1 + jobs)
                .startsWith("batch 'update' is missing")
                .last()
                .asString()
                .endsWith("parent should be 'update' but was null");
        assertThat(before.differencesFrom(after)).hasSize(1 + jobs).startsWith("batch 'update' is one too many");
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
