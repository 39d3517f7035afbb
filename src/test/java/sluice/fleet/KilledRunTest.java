package sluice.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.cli.SluiceProcess;
import sluice.fleet.report.FleetReport;
import sluice.fleet.report.Outcome;
import sluice.fleet.runs.Run;

/** A process killed in the middle of a fleet: the same command goes on, and nobody releases a lock by hand. */
final class KilledRunTest {

    private static final int TENANTS = 30;

    @TempDir
    private Path folder;

    @Test
    void theSameCommandGoesOnAfterAKill() throws Exception {
        try (Tenancy tenancy = Tenancy.of(TENANTS, folder)) {
            tenancy.append("slow.yaml", """
                      - changeSet:
                          id: slow
                          author: test
                          changes: [ { sql: { sql: "SELECT pg_sleep(0.2)" } } ]
                    """);
            try (SluiceProcess process = start(tenancy)) {
                await().atMost(Duration.ofMinutes(2)).until(() -> recorded(tenancy) >= 5);
                process.kill();
            }
            assertThat(recorded(tenancy)).isLessThan(TENANTS);
            // the server notices the loss of its client at its next word to it
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> tenancy.locks().stream()
                            .noneMatch(lock -> lock.toString().startsWith("advisory")));
            try (Fleet fleet = tenancy.fleet()) {
                assertThat(fleet.history(1)).extracting(Run::outcome).containsExactly("killed");
            }

            FleetReport report = tenancy.update();

            assertThat(report.count(Outcome.FAILED)).as("%s", report.schemas()).isZero();
            assertThat(recorded(tenancy)).isEqualTo(TENANTS);
            assertThat(tenancy.locks()).isEmpty();
            List<List<Object>> ledger = tenancy.ledger(Tenancy.name(1));
            for (int number = 2; number <= TENANTS; number++) {
                assertThat(tenancy.ledger(Tenancy.name(number))).isEqualTo(ledger);
                assertThat(tenancy.db.query("SELECT count(*) FROM " + Tenancy.name(number) + ".t1"))
                        .containsExactly(List.of(1L));
            }
        }
    }

    private SluiceProcess start(Tenancy tenancy) throws Exception {
        return SluiceProcess.start(
                folder,
                folder,
                Map.of("SLUICE_PASSWORD", tenancy.db.password()),
                "update",
                folder.resolve("changelog.yaml").toString(),
                "--url",
                tenancy.db.url(),
                "--username",
                tenancy.db.username(),
                "--contexts",
                "test",
                "--schemas",
                "tenant\\_%");
    }

    /** Schemas whose last changeset is recorded. */
    private static int recorded(Tenancy tenancy) {
        return (int) tenancy.db.query("SELECT schemaname FROM pg_tables WHERE tablename = 'databasechangelog'").stream()
                .filter(row -> tenancy.db
                                .query("SELECT id FROM " + row.get(0) + ".databasechangelog WHERE id = 'slow'")
                                .size()
                        == 1)
                .count();
    }
}
