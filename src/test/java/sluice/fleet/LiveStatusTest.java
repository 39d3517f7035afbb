package sluice.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.cli.Cli;
import sluice.cli.SluiceProcess;
import sluice.environment.Key;
import sluice.fleet.report.FleetListener;
import sluice.fleet.report.Outcome;
import sluice.fleet.report.SchemaReport;

/** A run seen from another terminal: while it goes on, when it was stopped, and when it has been finished. */
final class LiveStatusTest {

    private static final int TENANTS = 16;
    private static final int PARALLEL = 2;

    @TempDir
    private Path folder;

    @Test
    void aRunIsFollowedLiveStoppedAndFinished() throws Exception {
        try (Tenancy tenancy = Tenancy.of(TENANTS, folder)) {
            tenancy.options.put(Key.PARALLEL, String.valueOf(PARALLEL));
            tenancy.options.put(Key.REPLAY, "off");
            tenancy.append("slow.yaml", """
                      - changeSet:
                          id: slow
                          author: test
                          changes: [ { sql: { sql: "SELECT pg_sleep(0.4)" } } ]
                    """);
            try (SluiceProcess run = start(tenancy)) {
                await().atMost(Duration.ofMinutes(2))
                        .until(() -> run(tenancy).path("done").asInt() >= 2);
                assertLive(tenancy);
                assertThat(tenancy.cli("update", "--resume").err()).contains("still under way");
                run.terminate();
                assertThat(run.end()).as(run.words()).isEqualTo(143);
            }
            JsonNode stopped = run(tenancy);
            assertThat(stopped.get("outcome").asText()).isEqualTo("stopped");
            assertThat(stopped.get("running").asInt()).isZero();
            int left = stopped.get("waiting").asInt() + stopped.get("stopped").asInt();
            assertThat(left).isPositive();
            assertThat(tenancy.locks()).isEmpty();

            Cli resumed = tenancy.cli("update", "--resume", "--json", "-");

            assertThat(resumed.status()).as(resumed.err()).isZero();
            assertThat(resumed.json().at("/totals/schemas").asInt()).isEqualTo(left);
            assertThat(tenancy.cli("status", "--json", "-")
                            .json()
                            .at("/totals/up-to-date")
                            .asInt())
                    .isEqualTo(TENANTS);
            assertThat(tenancy.cli("history").out()).containsSubsequence("done", "stopped");
        }
    }

    @Test
    void aRunStopsBetweenTwoChangesetsAndTheSchemaIsLeftNotDone() throws Exception {
        try (Tenancy tenancy = Tenancy.of(1, folder)) {
            AtomicBoolean isHalfWay = new AtomicBoolean();
            tenancy.options.put(Key.REPLAY, "off");
            tenancy.listener = new FleetListener() {
                @Override
                public void ran(String schema, String changeset, long rows) {
                    isHalfWay.set(true);
                }
            };
            tenancy.stopWanted = isHalfWay::get;
            assertThat(tenancy.update().schemas())
                    .extracting(SchemaReport::outcome, SchemaReport::changesets)
                    .containsExactly(tuple(Outcome.STOPPED, 1));

            JsonNode run = run(tenancy);

            assertThat(run.get("outcome").asText()).isEqualTo("stopped");
            assertThat(run.get("stopped").asInt()).isEqualTo(1);
            assertThat(run.get("done").asInt()).isZero();
            assertThat(tenancy.cli("status").out()).contains("was stopped", "0 done, 0 failed, 1 stopped,");
            assertThat(tenancy.locks()).isEmpty();
            tenancy.stopWanted = () -> false;
            assertThat(tenancy.update().schemas())
                    .extracting(SchemaReport::outcome, SchemaReport::changesets)
                    .containsExactly(tuple(Outcome.MIGRATED, 8));
        }
    }

    private SluiceProcess start(Tenancy tenancy) throws Exception {
        return SluiceProcess.start(
                folder, folder, Map.of("SLUICE_PASSWORD", tenancy.db.password()), tenancy.arguments("update"));
    }

    private static void assertLive(Tenancy tenancy) {
        Cli status = tenancy.cli("status", "--json", "-");
        JsonNode run = status.json().get("run");
        assertThat(run.get("outcome").asText()).isEqualTo("running");
        assertThat(run.get("running").asInt()).isBetween(0, PARALLEL);
        assertThat(run.get("failed").asInt()).isZero();
        assertThat(run.get("done").asInt()
                        + run.get("running").asInt()
                        + run.get("waiting").asInt())
                .isEqualTo(TENANTS);
        assertThat(run.get("secondsLeft").isNull()).isFalse();
        assertThat(Set.of("up-to-date", "behind", "not begun"))
                .contains(status.schema(Tenancy.name(1)).get("state").asText());
        assertThat(tenancy.cli("status").out()).contains("is under way for", "schemas/s", " left");
    }

    private static JsonNode run(Tenancy tenancy) {
        return tenancy.cli("status", "--json", "-").json().path("run");
    }
}
