package sluice.marketplace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sluice.environment.TestDatabase;

/** Checks that the generated jobs hold what they promise; a generator that lost a shape would let every test pass. */
final class LegacyJobsTest {

    private TestDatabase database;
    private Connection connection;

    @BeforeEach
    void create() throws Exception {
        database = TestDatabase.create();
        connection = database.connect();
        LegacyTenants.create(connection).withoutBatches("user_1").withoutBatches("user_2");
    }

    @AfterEach
    void close() throws Exception {
        connection.close();
        database.close();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "7, 0", "1, 1", "5, 5", "30, 7", "600, 150"})
    void it_makes_exactly_the_jobs_and_batches_asked_for(int jobs, int batches) throws SQLException {
        LegacyJobs.Filled filled = LegacyJobs.fill(connection, "user_1", jobs, batches, 7);
        assertThat(select("SELECT count(*) FROM user_1.marketplace_jobs")).containsExactly(Integer.toString(jobs));
        assertThat(select("SELECT DISTINCT batch_id FROM user_1.marketplace_jobs WHERE batch_id IS NOT NULL"))
                .as(filled.toString())
                .hasSize(batches)
                .containsExactlyInAnyOrderElementsOf(filled.batches());
    }

    @Test
    void the_same_seed_gives_the_same_jobs_and_another_gives_others() throws SQLException {
        LegacyJobs.fill(connection, "user_1", 500, 120, 42);
        LegacyJobs.fill(connection, "user_2", 500, 120, 42);
        assertThat(jobs("user_1")).isEqualTo(jobs("user_2"));
        LegacyJobs.fill(connection, "user_2", 500, 120, 43);
        assertThat(jobs("user_2").subList(500, 1000)).isNotEqualTo(jobs("user_1"));
    }

    @Test
    void every_documented_and_hostile_string_is_different_and_fits_the_column() {
        assertThat(JobShapes.STRINGS)
                .doesNotHaveDuplicates()
                .allMatch(text -> text.codePointCount(0, text.length()) <= 50)
                .anyMatch(text -> text.codePointCount(0, text.length()) == 50)
                .contains("", "$1", "$$", "%", "\\", "\n");
    }

    @Test
    void every_documented_mix_is_there() throws SQLException {
        LegacyJobs.fill(connection, "user_1", 400, 100, 3);
        List<String> mixes = select("SELECT string_agg(DISTINCT status, ' ' ORDER BY status)"
                + " FROM user_1.marketplace_jobs WHERE batch_id IS NOT NULL GROUP BY batch_id");
        assertThat(mixes)
                .containsAll(JobShapes.MIXES.stream()
                        .map(mix -> mix.stream().sorted().collect(Collectors.joining(" ")))
                        .toList());
    }

    @Test
    void first_jobs_tie_and_marketplaces_and_times_vary_as_in_the_wild() throws SQLException {
        LegacyJobs.Filled filled = LegacyJobs.fill(connection, "user_1", 800, 100, 4);
        assertThat(select("""
                        SELECT trait FROM (
                            SELECT batch_id, unnest(ARRAY[
                                CASE WHEN count(*) FILTER (WHERE created_at = earliest) > 1 THEN 'tie' END,
                                CASE WHEN count(DISTINCT marketplace) > 1 THEN 'several marketplaces' END,
                                CASE WHEN bool_or(marketplace = '') THEN 'empty marketplace' END,
                                CASE WHEN count(completed_at) = 0 AND bool_and(status = 'completed')
                                    THEN 'completed never' END,
                                CASE WHEN bool_or(completed_at < created_at) THEN 'completed before created' END,
                                CASE WHEN count(started_at) = 0 THEN 'started never' END,
                                CASE WHEN count(started_at) BETWEEN 1 AND count(*) - 1 THEN 'started in part' END,
                                CASE WHEN batch_id IS NULL THEN 'no batch' END]) AS trait
                            FROM (SELECT *, min(created_at) OVER (PARTITION BY batch_id) AS earliest
                                FROM user_1.marketplace_jobs) job GROUP BY batch_id) found
                        WHERE trait IS NOT NULL GROUP BY trait
                        """))
                .as(filled.toString())
                .containsExactlyInAnyOrder(
                        "tie",
                        "several marketplaces",
                        "empty marketplace",
                        "completed never",
                        "completed before created",
                        "started never",
                        "started in part",
                        "no batch");
    }

    @Test
    void rows_do_not_lie_in_the_order_of_their_ids() throws SQLException {
        LegacyJobs.fill(connection, "user_1", 50, 5, 5);
        List<String> heap = select("SELECT id FROM user_1.marketplace_jobs ORDER BY ctid");
        assertThat(heap).isNotEqualTo(select("SELECT id FROM user_1.marketplace_jobs ORDER BY id"));
        assertThat(new HashSet<>(heap)).hasSize(50);
    }

    @Test
    void many_jobs_come_in_equal_batches_of_the_application_s_own_names() throws SQLException {
        LegacyJobs.fillLarge(connection, "user_1", 10_000, 200);
        List<String> batches = select("SELECT batch_id FROM user_1.marketplace_jobs GROUP BY 1 HAVING count(*) = 50");
        assertThat(batches).hasSize(200).allMatch(batch -> batch.matches("[a-z_]+_2026\\d{4}_\\d{6}_[0-9a-f]{8}"));
        assertThat(select("SELECT DISTINCT status FROM user_1.marketplace_jobs"))
                .containsExactlyInAnyOrderElementsOf(JobShapes.STATUSES);
    }

    @Test
    void fewer_jobs_than_batches_are_refused() {
        assertThatThrownBy(() -> LegacyJobs.fill(connection, "user_1", 2, 3, 1))
                .hasMessage("2 jobs do not fill 3 batches: give one each or more");
        assertThatThrownBy(() -> LegacyJobs.fillLarge(connection, "user_1", 2, 3))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_failure_tells_the_seed() {
        assertThatThrownBy(() -> LegacyJobs.fill(connection, "user_9", 2, 1, 99))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("2 jobs in 1 batches of user_9 from seed 99L");
    }

    private List<String> jobs(String schema) throws SQLException {
        return select(
                "SELECT (batch_id, status, marketplace, priority, created_at, started_at, completed_at)::text FROM "
                        + schema + ".marketplace_jobs ORDER BY ctid");
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
