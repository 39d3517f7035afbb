package sluice.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.environment.Key;
import sluice.fleet.report.FleetListener;
import sluice.fleet.report.FleetReport;
import sluice.fleet.report.Outcome;

/** In which order schemas are worked on, and when the rest is not begun any more. */
final class FailureRulesTest {

    private static final int TENANTS = 8;

    @TempDir
    private Path folder;

    private final List<String> begun = Collections.synchronizedList(new ArrayList<>());
    private Tenancy tenancy;

    /** The higher the number, the more a tenant holds. */
    @BeforeEach
    void fill() throws Exception {
        tenancy = Tenancy.of(TENANTS, folder);
        for (int number = 1; number <= TENANTS; number++) {
            tenancy.db.execute(
                    "CREATE TABLE %1$s.size AS SELECT repeat('x', 1000) FROM generate_series(1, %2$d); ANALYZE %1$s.size"
                            .formatted(Tenancy.name(number), 100 * number));
        }
        tenancy.options.put(Key.PARALLEL, "1");
        tenancy.options.put(Key.RETRIES, "0");
        tenancy.listener = new FleetListener() {
            @Override
            public void started(String schema) {
                begun.add(schema);
            }
        };
    }

    @AfterEach
    void drop() {
        tenancy.close();
    }

    /** Its t1 is there already, and is not what the changelog makes. */
    private void breakTenants(int... numbers) {
        for (int number : numbers) {
            tenancy.db.execute("CREATE TABLE " + Tenancy.name(number) + ".t1 (other text)");
        }
    }

    @Test
    void theLargestGoFirst() throws Exception {
        tenancy.update();
        assertThat(begun).isEqualTo(names(8, 7, 6, 5, 4, 3, 2, 1));
    }

    @Test
    void theSmallestAreTheCanariesAndThenTheLargestFollow() throws Exception {
        tenancy.options.put(Key.CANARY, "2");
        assertThat(tenancy.update().count(Outcome.MIGRATED)).isEqualTo(TENANTS);
        assertThat(begun).isEqualTo(names(1, 2, 8, 7, 6, 5, 4, 3));
    }

    @Test
    void aCanaryThatFailsKeepsAllOthersFromBeingBegun() throws Exception {
        breakTenants(2);
        tenancy.options.put(Key.CANARY, "3");

        FleetReport report = tenancy.update();

        assertThat(begun).isEqualTo(names(1, 2, 3));
        assertThat(report.count(Outcome.MIGRATED)).isEqualTo(2);
        assertThat(report.count(Outcome.SKIPPED)).isEqualTo(TENANTS - 3);
        assertThat(report.schemas().get(7).error()).contains("a canary failed");
        assertThat(report.hasTrouble()).isTrue();

        tenancy.db.migration().execute("DROP TABLE tenant_02.t1");
        begun.clear();
        assertThat(tenancy.update(UpdateOrder.Which.LEFT).count(Outcome.MIGRATED))
                .isEqualTo(TENANTS - 2);
        assertThat(begun).doesNotContain(Tenancy.name(1), Tenancy.name(3)).hasSize(TENANTS - 2);
    }

    @Test
    void theFirstFailureIsTheLastWhereSomebodyWantsItSo() throws Exception {
        breakTenants(6, 4);
        tenancy.options.put(Key.ON_ERROR, "stop");

        FleetReport report = tenancy.update();

        assertThat(begun).isEqualTo(names(8, 7, 6));
        assertThat(report.count(Outcome.FAILED)).isOne();
        assertThat(report.schemas().get(0).error()).contains("not started");
    }

    @Test
    void moreFailuresThanAllowedStopTheRun() throws Exception {
        breakTenants(8, 6, 4, 2);
        tenancy.options.put(Key.MAX_FAILURES, "2");

        FleetReport report = tenancy.update();

        assertThat(begun).isEqualTo(names(8, 7, 6, 5, 4));
        assertThat(report.count(Outcome.FAILED)).isEqualTo(3);
        assertThat(report.count(Outcome.MIGRATED)).isEqualTo(2);
    }

    @Test
    void aShareOfFailuresIsOfAllThatIsToDo() throws Exception {
        breakTenants(8, 7, 6);
        tenancy.options.put(Key.MAX_FAILURES, "25%");
        tenancy.update();
        assertThat(begun).isEqualTo(names(8, 7, 6));
    }

    @Test
    void withoutRulesOneFailureStopsNobody() throws Exception {
        breakTenants(8, 1);
        FleetReport report = tenancy.update();
        assertThat(report.count(Outcome.MIGRATED)).isEqualTo(TENANTS - 2);
        assertThat(begun).hasSize(TENANTS);
    }

    @Test
    void anExcludedSchemaIsLeftOutHoweverTheOthersAreNamed() throws Exception {
        Path file = folder.resolve("list.txt");
        java.nio.file.Files.writeString(file, "# ours\ntenant_01\n tenant_02 \n\ntenant_03\n");
        tenancy.options.remove(Key.SCHEMAS);
        tenancy.options.put(Key.EXCLUDE, "%\\_02");
        tenancy.options.put(Key.SCHEMAS_FILE, file.toString());
        try (Fleet fleet = tenancy.fleet()) {
            assertThat(fleet.schemas()).isEqualTo(names(3, 1));
        }
        tenancy.options.remove(Key.SCHEMAS_FILE);
        tenancy.options.put(Key.SCHEMAS_QUERY, "SELECT unnest(ARRAY['tenant_02', 'tenant_04'])");
        try (Fleet fleet = tenancy.fleet()) {
            assertThat(fleet.schemas()).isEqualTo(names(4));
        }
    }

    @Test
    void whatIsNobodysIsNoTenant() {
        tenancy.options.remove(Key.SCHEMAS);
        tenancy.options.put(Key.SCHEMAS_QUERY, "SELECT 'pg_catalog'");
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> tenancy.update())
                .hasMessageContaining("pg_catalog can't be a tenant");
    }

    private static List<String> names(int... numbers) {
        return java.util.Arrays.stream(numbers).mapToObj(Tenancy::name).toList();
    }
}
