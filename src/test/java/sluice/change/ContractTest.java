package sluice.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import sluice.task.request.ProgressListener;
import sluice.task.request.Report;
import sluice.task.worker.IsolatedWorker;

/** What every change promises, whatever it does: held for each scenario. */
final class ContractTest {

    // held here, because a logger that nobody holds forgets its level
    private static final Logger QUIET = Logger.getLogger("liquibase");

    private static IsolatedWorker worker;

    @BeforeAll
    static void openWorker() {
        QUIET.setLevel(Level.OFF); // what goes wrong here does so on purpose
        worker = new IsolatedWorker(() -> false);
    }

    @AfterAll
    static void closeWorker() {
        worker.close();
        QUIET.setLevel(null);
    }

    static Stream<Scenario> scenarios() {
        return Scenario.all().stream();
    }

    static Stream<Arguments> scripts() {
        return scenarios()
                .flatMap(scenario -> Stream.of(ScriptRun.values()).map(runner -> Arguments.of(scenario, runner)));
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void fillsAllAndASecondRunChangesNothingAndTheWayBackGivesBackTheStart(Scenario scenario) {
        try (Shop shop = Shop.of(scenario)) {
            String start = shop.tenant();
            String neighbour = shop.neighbour();

            assertDone(shop, shop.update(worker, ProgressListener.NONE));

            String end = shop.tenantToTheTransaction();
            assertThat(shop.update(worker, ProgressListener.NONE).outcome()).isEqualTo("up-to-date");
            assertThat(shop.tenantToTheTransaction()).isEqualTo(end);

            assertTakenBack(shop, shop.rollback(worker), start);
            assertThat(shop.neighbour()).isEqualTo(neighbour);

            assertDone(shop, shop.update(worker, ProgressListener.NONE));
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void endsTheSameWhereverItWasInterruptedOrItsConnectionCut(Scenario scenario) {
        try (Shop template = Shop.of(scenario)) {
            long rows = rowsOfARun(template);
            for (int n : moments(template)) {
                try (Shop shop = template.copy()) {
                    String neighbour = shop.neighbour();
                    Runnable trouble = n % 2 == 0 ? ContractTest::interrupt : shop::cutConnections;
                    Report broken = shop.update(worker, after(n, trouble));
                    assertThat(broken.error()).as("after batch %d", n).contains(n % 2 == 0 ? "on purpose" : "terminat");
                    Report rest = shop.update(worker, ProgressListener.NONE);
                    assertDone(shop, rest);
                    assertThat(broken.rows() + rest.rows())
                            .as("rows told of the run that broke after batch %d and of the next", n)
                            .isEqualTo(rows);
                    assertThat(shop.neighbour()).isEqualTo(neighbour);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void goesBackFromWhereverItWasCutOnItsWayThereOrBack(Scenario scenario) {
        try (Shop template = Shop.of(scenario)) {
            String start = template.tenant();
            for (int n : moments(template)) {
                try (Shop shop = template.copy()) {
                    shop.update(worker, after(n, shop::cutConnections));
                    shop.rollback(worker, after(n, shop::cutConnections));
                    assertTakenBack(shop, shop.rollback(worker), start);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void previewTouchesNothingAndItsScriptsEndTheSame(Scenario scenario, ScriptRun runner) throws Exception {
        assumeTrue(runner.isPossible(), "there is no psql on this machine; the script is run through JDBC only");
        try (Shop shop = Shop.of(scenario)) {
            String start = shop.tenant();
            String before = shop.tenantToTheTransaction();
            String neighbour = shop.neighbour();

            Report preview = shop.preview(worker);
            assertThat(preview.error()).isEmpty();
            assertThat(shop.tenantToTheTransaction()).isEqualTo(before);

            assertThat(runner.run(shop.db(), Shop.TENANT, preview.text()))
                    .as(preview.text())
                    .isEmpty();
            String done = scenario.isBeyondSql() ? start : shop.expected();
            assertThat(shop.tenant()).as(preview.text()).isEqualTo(done);
            assertThat(shop.update(worker, ProgressListener.NONE).outcome()).isEqualTo("up-to-date");
            if (!scenario.isBeyondSql()) {
                assertThat(shop.ledger()).isEqualTo(ledgerOfARun(scenario));
            }

            Report back = shop.previewRollback(worker);
            assertThat(back.error()).isEmpty();
            assertThat(shop.tenant()).isEqualTo(done);
            assertThat(runner.run(shop.db(), Shop.TENANT, back.text()))
                    .as(back.text())
                    .isEmpty();
            assertThat(shop.tenant()).as(back.text()).isEqualTo(start);
            assertThat(shop.neighbour()).isEqualTo(neighbour);
        }
    }

    private static long rowsOfARun(Shop template) {
        try (Shop shop = template.copy()) {
            return shop.update(worker, ProgressListener.NONE).rows();
        }
    }

    private static List<List<Object>> ledgerOfARun(Scenario scenario) {
        try (Shop shop = Shop.of(scenario)) {
            assertDone(shop, shop.update(worker, ProgressListener.NONE));
            return shop.ledger();
        }
    }

    private static void assertDone(Shop shop, Report report) {
        assertThat(report.error()).isEmpty();
        assertThat(shop.tenant()).isEqualTo(shop.expected());
    }

    private static void assertTakenBack(Shop shop, Report report, String start) {
        assertThat(report.error()).isEmpty();
        assertThat(shop.tenant()).isEqualTo(start);
        assertThat(shop.tenantToTheTransaction())
                .as("what was remembered is gone")
                .doesNotContain("sluice_undo_");
    }

    /** Behind which batches something happens: the first two, one in the middle, the last. */
    private static List<Integer> moments(Shop template) {
        try (Shop shop = template.copy()) {
            AtomicInteger count = new AtomicInteger();
            shop.update(worker, after(Integer.MAX_VALUE, count, () -> {}));
            int batches = count.get();
            assertThat(batches).as("batches of this scenario").isPositive();
            return Stream.of(1, 2, batches / 2, batches)
                    .filter(n -> n > 0 && n <= batches)
                    .distinct()
                    .toList();
        }
    }

    private static void interrupt() {
        throw new IllegalStateException("interrupted on purpose");
    }

    private static ProgressListener after(int batches, Runnable trouble) {
        return after(batches, new AtomicInteger(), trouble);
    }

    private static ProgressListener after(int batches, AtomicInteger count, Runnable trouble) {
        return new ProgressListener() {
            @Override
            public void rows(String changeset, long rows, long estimate) {
                if (count.incrementAndGet() == batches) {
                    trouble.run();
                }
            }
        };
    }
}
