package sluice.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Optional;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.environment.Key;
import sluice.fleet.report.Outcome;

/** What is kept while a fleet is worked on does not grow with its tenants: Liquibase keeps much of each, if it is let. */
final class MemoryTest {

    private static final int TENANTS = 30;
    private static final int WORKERS = 2;

    @TempDir
    private Path folder;

    @Test
    void noTenantsConnectionOutlivesItsTurn() throws Exception {
        try (Tenancy tenancy = Tenancy.of(TENANTS, folder)) {
            tenancy.options.put(Key.PARALLEL, String.valueOf(WORKERS));
            tenancy.options.put(Key.REPLAY, "off");
            tenancy.append("tagged.yaml", """
                      - changeSet:
                          id: middle
                          author: test
                          changes: [ { tagDatabase: { tag: middle } } ]
                      - changeSet:
                          id: late
                          author: test
                          changes: [ { createTable: { tableName: late, columns: [ column: { name: id, type: bigint } ] } } ]
                    """);
            int before = kept();
            try (Fleet fleet = tenancy.fleet()) {
                fleet.preview("");
                assertThat(kept()).as("after previews").isLessThanOrEqualTo(before + WORKERS);
                fleet.update(new UpdateOrder("", UpdateOrder.Which.ALL, Optional.empty()));
                assertThat(kept()).as("after updates").isLessThanOrEqualTo(before + WORKERS);
                assertThat(fleet.rollback("middle").count(Outcome.ROLLED_BACK)).isEqualTo(TENANTS);
                assertThat(kept()).as("after rollbacks").isLessThanOrEqualTo(before + WORKERS);
                fleet.update(new UpdateOrder("", UpdateOrder.Which.ALL, Optional.empty()));
                long run = fleet.history(1).get(0).id();
                assertThat(fleet.rollbackRun(run).count(Outcome.ROLLED_BACK)).isEqualTo(TENANTS);
                assertThat(kept()).as("after a run was taken back").isLessThanOrEqualTo(before + WORKERS);
            }
        }
    }

    /** Databases that Liquibase holds on to, in whichever class loader. */
    private static int kept() throws Exception {
        String histogram = (String) ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "gcClassHistogram",
                        new Object[] {null},
                        new String[] {String[].class.getName()});
        return histogram
                .lines()
                .map(line -> line.strip().split("\\s+"))
                .filter(line -> line.length > 3 && line[3].equals("liquibase.database.core.PostgresDatabase"))
                .mapToInt(line -> Integer.parseInt(line[1]))
                .sum();
    }
}
