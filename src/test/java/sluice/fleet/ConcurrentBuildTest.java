package sluice.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.environment.Key;
import sluice.fleet.report.FleetReport;
import sluice.fleet.report.Outcome;
import sluice.sql.Sql;

/** Somebody's own CREATE INDEX CONCURRENTLY waits for those who are at work, as long as they are. */
final class ConcurrentBuildTest {

    private static final String BUILD = """
              - changeSet:
                  id: tag
                  author: test
                  changes: [ { tagDatabase: { tag: before } } ]
              - changeSet:
                  id: build
                  author: test
                  runInTransaction: false
                  changes:
                    - sql: { sql: "CREATE INDEX concurrently built ON t1 (name)" }
                  rollback:
                    - sql: { sql: DROP INDEX CONCURRENTLY built }
              - changeSet:
                  id: limit
                  author: test
                  runInTransaction: false
                  changes:
                    - sql: { sql: "INSERT INTO t1 (name) SELECT current_setting('lock_timeout')" }
                  rollback: []
            """;
    private static final String WAITS = """
            SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
              AND query ILIKE '%%index%%' AND query NOT ILIKE '%%pg_stat%%' AND clock_timestamp() - query_start > interval '%d ms'""";
    private static final int LIMIT = 200;

    @TempDir
    private Path folder;

    @Test
    void aBuildOutlivesTheLockTimeoutAndWhatFollowsHasItAgain() throws Exception {
        try (Tenancy tenancy = Tenancy.of(4, folder);
                Connection other = tenancy.db.connect()) {
            tenancy.options.put(Key.LOCK_TIMEOUT, LIMIT + "ms");
            tenancy.options.put(Key.RETRIES, "0");
            tenancy.update();
            tenancy.append("build.yaml", BUILD);
            other.setAutoCommit(false);
            Sql.on(other).run("INSERT INTO tenant_02.t1 (name) VALUES ('at work')");
            CompletableFuture<FleetReport> update = CompletableFuture.supplyAsync(() -> updated(tenancy));
            letItWait(tenancy);
            other.commit();

            FleetReport report = update.join();

            assertThat(report.count(Outcome.MIGRATED))
                    .as("%s", report.schemas())
                    .isEqualTo(4);
            assertThat(
                            tenancy.db.query(
                                    "SELECT count(*) FROM pg_index WHERE indisvalid AND indexrelid::regclass::text LIKE '%built'"))
                    .containsExactly(List.of(4L));
            assertThat(tenancy.db.query("SELECT name FROM tenant_02.t1 WHERE name LIKE '%ms'"))
                    .containsExactly(List.of(LIMIT + "ms"));

            Sql.on(other).run("SELECT count(*) FROM tenant_03.t1");
            CompletableFuture<FleetReport> back = CompletableFuture.supplyAsync(() -> takenBack(tenancy));
            letItWait(tenancy);
            other.commit();
            assertThat(back.join().count(Outcome.ROLLED_BACK)).isEqualTo(4);
        }
    }

    private static void letItWait(Tenancy tenancy) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> !tenancy.db
                        .superuser()
                        .query(WAITS.formatted(4 * LIMIT))
                        .isEmpty());
    }

    private static FleetReport updated(Tenancy tenancy) {
        try {
            return tenancy.update();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static FleetReport takenBack(Tenancy tenancy) {
        try (Fleet fleet = tenancy.fleet()) {
            return fleet.rollback("before");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
