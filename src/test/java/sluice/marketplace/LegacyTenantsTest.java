package sluice.marketplace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.environment.TestDatabase;

/** Checks that the built tenants have the traits of the real ones that migrations stumble over. */
final class LegacyTenantsTest {

    private TestDatabase database;
    private Connection connection;
    private LegacyTenants tenants;

    @BeforeEach
    void create() throws Exception {
        database = TestDatabase.create();
        connection = database.connect();
        tenants = LegacyTenants.create(connection);
    }

    @AfterEach
    void close() throws Exception {
        connection.close();
        database.close();
    }

    @Test
    void tenants_share_the_sequence_of_the_template_under_its_old_name() throws SQLException {
        tenants.withoutBatches("user_1").withoutBatches("user_2");
        int first = LegacyJobs.add(connection, "user_1", "a", "pending");
        assertThat(LegacyJobs.add(connection, "user_2", "a", "pending")).isEqualTo(first + 1);
        assertThat(select("SELECT column_default FROM information_schema.columns"
                        + " WHERE table_schema = 'user_1' AND table_name = 'marketplace_jobs' AND column_name = 'id'"))
                .containsExactly("nextval('template_tenant.vinted_jobs_id_seq'::regclass)");
    }

    @Test
    void a_tenant_without_batches_has_the_legacy_columns_only() throws SQLException {
        tenants.withoutBatches("user_1");
        assertThat(columns("user_1", "marketplace_jobs"))
                .containsExactly(
                        "id integer",
                        "batch_id character varying",
                        "action_type_id integer",
                        "product_id bigint",
                        "status character varying",
                        "priority integer",
                        "error_message text",
                        "result_data jsonb",
                        "retry_count integer",
                        "started_at timestamp with time zone",
                        "completed_at timestamp with time zone",
                        "expires_at timestamp with time zone",
                        "created_at timestamp with time zone",
                        "marketplace character varying",
                        "input_data jsonb",
                        "max_retries integer");
        assertThat(columns("user_1", "batch_jobs")).isEmpty();
    }

    @Test
    void only_the_template_refers_to_action_types() throws SQLException {
        tenants.withoutBatches("user_1");
        assertThat(select("SELECT conrelid::regclass FROM pg_constraint WHERE contype = 'f'"
                        + " AND confrelid = 'vinted.action_types'::regclass"))
                .containsExactly("template_tenant.marketplace_jobs");
    }

    @Test
    void an_unknown_status_is_refused() throws SQLException {
        tenants.withoutBatches("user_1");
        assertThatThrownBy(() -> LegacyJobs.add(connection, "user_1", "a", "done"))
                .hasMessageContaining("valid_status");
    }

    @Test
    void each_tenant_with_batches_has_an_enum_and_a_sequence_of_its_own() throws SQLException {
        tenants.withBatches("user_1", 0).withBatches("user_2", 0);
        assertThat(select(
                        "SELECT typnamespace::regnamespace FROM pg_type WHERE typname = 'batch_job_status' ORDER BY 1"))
                .containsExactlyInAnyOrder("user_1", "user_2");
        assertThat(select("SELECT schemaname FROM pg_sequences WHERE sequencename = 'batch_jobs_id_seq'"))
                .containsExactlyInAnyOrder("user_1", "user_2");
    }

    @Test
    void native_batches_have_an_owner_and_jobs_without_a_batch_string() throws SQLException {
        tenants.withBatches("user_42", 5);
        assertThat(select("SELECT DISTINCT created_by_user_id FROM user_42.batch_jobs"))
                .containsExactly("42");
        assertThat(select("""
                        SELECT parent.total_count = count(job.id)
                            AND parent.completed_count = count(*) FILTER (WHERE job.status = 'completed')
                            AND count(job.batch_id) = 0
                        FROM user_42.batch_jobs parent
                        LEFT JOIN user_42.marketplace_jobs job ON job.batch_job_id = parent.id GROUP BY parent.id
                        """)).hasSize(5).containsOnly("t");
    }

    @Test
    void deleting_a_parent_unlinks_its_jobs() throws SQLException {
        tenants.withBatches("user_1", 2);
        select("DELETE FROM user_1.batch_jobs RETURNING id");
        assertThat(select("SELECT count(*) FROM user_1.marketplace_jobs WHERE batch_job_id IS NULL"))
                .as("three and three jobs, none gone")
                .containsExactly("6");
        assertThat(TenantState.read(connection, "user_1").links()).isEmpty();
    }

    @Test
    void the_template_may_have_batches_too() throws SQLException {
        tenants.withoutBatches("user_1").addBatches(LegacyTenants.TEMPLATE);
        assertThat(columns(LegacyTenants.TEMPLATE, "batch_jobs")).hasSize(14);
        assertThat(columns("user_1", "marketplace_jobs")).doesNotContain("batch_job_id integer");
    }

    @Test
    void a_tenant_registered_after_the_rename_has_no_jobs_table() throws SQLException {
        tenants.withoutJobs("user_3");
        assertThat(columns("user_3", "marketplace_jobs")).isEmpty();
        assertThat(columns("user_3", "products")).isNotEmpty();
    }

    @Test
    void the_invalid_schema_stays_in_the_old_shape() throws SQLException {
        assertThat(columns(LegacyTenants.INVALID, "vinted_jobs"))
                .contains("product_id integer")
                .hasSize(13);
        assertThat(columns(LegacyTenants.INVALID, "marketplace_jobs")).isEmpty();
    }

    @Test
    void seven_actions_are_known_and_one_has_an_underscore() throws SQLException {
        assertThat(select("SELECT code FROM vinted.action_types ORDER BY id"))
                .containsExactly("message", "orders", "publish", "update", "delete", "sync", "link_product");
    }

    @ParameterizedTest
    @ValueSource(strings = {"user_AB", "user_1-b", "user_\"x\"; DROP SCHEMA vinted CASCADE; --", "user_é %s $1"})
    void a_hostile_schema_name_is_taken_literally(String schema) throws SQLException {
        tenants.withBatches(schema, 1);
        LegacyJobs.fill(connection, schema, 10, 2, 1);
        OriginalScript.run(connection, List.of(schema));
        assertThat(TenantState.read(connection, schema).parents()).hasSize(3);
        assertThat(select("SELECT nspname FROM pg_namespace")).contains(schema, "vinted");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\0b", "0123456789012345678901234567890123456789012345678901234567890123"})
    void a_name_that_the_server_would_refuse_or_shorten_is_no_name(String name) {
        assertThatThrownBy(() -> QuotedName.of(name)).isInstanceOf(IllegalArgumentException.class);
    }

    private List<String> columns(String schema, String table) throws SQLException {
        return select("SELECT column_name || ' ' || data_type FROM information_schema.columns WHERE table_schema = '"
                + schema + "' AND table_name = '" + table + "' ORDER BY ordinal_position");
    }

    private List<String> select(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }
}
