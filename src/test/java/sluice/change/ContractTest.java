package sluice.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import sluice.task.IsolatedWorker;
import sluice.task.ProgressListener;
import sluice.task.Report;

/** What every change promises, whatever it does: held for each scenario. */
final class ContractTest {

    private static IsolatedWorker worker;

    @BeforeAll
    static void openWorker() {
        worker = new IsolatedWorker(() -> false);
    }

    @AfterAll
    static void closeWorker() {
        worker.close();
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
    void endsTheSameWhereverItWasInterrupted(Scenario scenario) {
        try (Shop template = Shop.of(scenario)) {
            int batches = batches(template);
            for (int n = 1; n <= batches; n++) {
                try (Shop shop = template.copy()) {
                    String neighbour = shop.neighbour();
                    Report broken = shop.update(worker, after(n, () -> {
                        throw new IllegalStateException("interrupted on purpose");
                    }));
                    assertThat(broken.error()).as("after batch %d", n).contains("interrupted on purpose");
                    assertDone(shop, shop.update(worker, ProgressListener.NONE));
                    assertThat(shop.neighbour()).isEqualTo(neighbour);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void endsTheSameWhereverItsConnectionWasCut(Scenario scenario) {
        try (Shop template = Shop.of(scenario)) {
            int batches = batches(template);
            for (int n = 1; n <= batches; n += 2) {
                try (Shop shop = template.copy()) {
                    Report broken = shop.update(worker, after(n, shop::cutConnections));
                    assertThat(broken.lost()).as("%s after batch %d", broken, n).isTrue();
                    assertDone(shop, shop.update(worker, ProgressListener.NONE));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void goesBackFromWhereverItWasInterruptedOnItsWayThereOrBack(Scenario scenario) {
        try (Shop template = Shop.of(scenario)) {
            String start = template.tenant();
            int batches = batches(template);
            for (int n = 1; n <= batches; n += 2) {
                try (Shop shop = template.copy()) {
                    shop.update(worker, after(n, shop::cutConnections));
                    shop.rollback(worker, after(2, shop::cutConnections));
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
            assertThat(shop.tenant()).as(preview.text()).isEqualTo(shop.expected());
            assertThat(shop.update(worker, ProgressListener.NONE).outcome()).isEqualTo("up-to-date");

            Report back = shop.previewRollback(worker);
            assertThat(back.error()).isEmpty();
            assertThat(shop.tenant()).isEqualTo(shop.expected());
            assertThat(runner.run(shop.db(), Shop.TENANT, back.text()))
                    .as(back.text())
                    .isEmpty();
            assertThat(shop.tenant()).as(back.text()).isEqualTo(start);
            assertThat(shop.neighbour()).isEqualTo(neighbour);
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

    private static int batches(Shop template) {
        try (Shop shop = template.copy()) {
            AtomicInteger count = new AtomicInteger();
            shop.update(worker, after(Integer.MAX_VALUE, count, () -> {}));
            assertThat(count).as("batches of this scenario").hasPositiveValue();
            return count.get();
        }
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
