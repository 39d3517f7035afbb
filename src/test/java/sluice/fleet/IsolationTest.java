package sluice.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.environment.Key;
import sluice.fleet.report.FleetReport;
import sluice.fleet.report.Outcome;
import sluice.task.worker.IsolatedWorker;

/** Liquibase in parallel in one process: nothing is left locked, because each worker has its own; without, it goes wrong. */
final class IsolationTest {

    private static final int TENANTS = Integer.getInteger("tenants", 40);
    private static final int ROUNDS = Integer.getInteger("rounds", 2);

    @TempDir
    private Path folder;

    private List<List<Object>> expected;

    @AfterEach
    void isolate() {
        System.clearProperty(IsolatedWorker.ISOLATION);
    }

    @Test
    void eachWorkerWithItsOwnLiquibaseLeavesNothingLocked() throws Exception {
        for (int round = 1; round <= ROUNDS; round++) {
            assertThat(troubles()).as("round %d", round).isEmpty();
        }
    }

    @Test
    void previewsOfEightWorkersAreThoseOfOne() throws Exception {
        try (Tenancy tenancy = Tenancy.of(TENANTS, folder)) {
            List<String> sequential = previews(tenancy, "1");
            for (int round = 1; round <= ROUNDS; round++) {
                assertThat(previews(tenancy, "8")).as("round %d", round).isEqualTo(sequential);
            }
            assertThat(sequential).allMatch(text -> text.contains("CREATE TABLE t3"));
            assertThat(tenancy.db.query("SELECT tablename FROM pg_tables WHERE schemaname LIKE 'tenant%'"))
                    .isEmpty();
        }
    }

    private static List<String> previews(Tenancy tenancy, String workers) throws Exception {
        tenancy.options.put(Key.PARALLEL, workers);
        try (Fleet fleet = tenancy.fleet()) {
            return fleet.preview("").schemas().stream()
                    .map(schema -> schema.schema() + schema.error() + schema.text())
                    .toList();
        }
    }

    @Test
    void workersThatShareALiquibaseDoNotGetThrough() throws Exception {
        System.setProperty(IsolatedWorker.ISOLATION, "off");
        // how it goes wrong is a matter of luck, that it does is not: a few rounds are plenty
        boolean wrong = false;
        for (int round = 0; round < 5 && !wrong; round++) {
            wrong = !troubles().isEmpty();
        }
        assertThat(wrong).isTrue();
    }

    /** What eight workers leave behind that one would not, with Liquibase doing every schema. */
    private List<String> troubles() throws Exception {
        try (Tenancy tenancy = Tenancy.of(TENANTS, folder)) {
            tenancy.options.put(Key.REPLAY, "off");
            tenancy.options.put(Key.PARALLEL, "8");
            tenancy.options.put(Key.RETRIES, "0");
            FleetReport report = tenancy.update();
            List<String> troubles = new ArrayList<>();
            tenancy.locks().forEach(lock -> troubles.add("left: " + lock));
            report.schemas().stream()
                    .filter(schema -> schema.outcome() != Outcome.MIGRATED)
                    .forEach(schema -> troubles.add(schema.toString()));
            List<List<Object>> wanted = sequential();
            IntStream.rangeClosed(1, TENANTS)
                    .mapToObj(Tenancy::name)
                    .filter(schema -> report.count(Outcome.MIGRATED) == TENANTS
                            && !tenancy.ledger(schema).equals(wanted))
                    .forEach(schema -> troubles.add(schema + " has another history"));
            return troubles;
        }
    }

    /** The history that one worker leaves in one schema after the other. */
    private List<List<Object>> sequential() throws Exception {
        if (expected == null) {
            try (Tenancy peer = Tenancy.of(3, folder)) {
                peer.options.put(Key.REPLAY, "off");
                peer.options.put(Key.PARALLEL, "1");
                peer.update();
                expected = peer.ledger(Tenancy.name(3));
                assertThat(peer.ledger(Tenancy.name(1))).isEqualTo(expected).hasSize(3 * Tenancy.FILES);
            }
        }
        return expected;
    }
}
