package sluice.batch.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import sluice.environment.TestDatabase;
import sluice.sql.Sql;

/** How far replicas are behind, where there are none. */
final class ReplicaLagTest {

    @Test
    void aServerWithoutReplicasNeverHoldsAnybody() throws Exception {
        try (TestDatabase database = TestDatabase.create();
                Connection connection = database.connect()) {
            ReplicaLag lag = new ReplicaLag(Duration.ofMillis(0));
            Sql sql = Sql.on(connection);

            assertThat(lag.trouble(sql, "")).isEmpty();
            sql.text("SELECT pg_sleep(0.05)");
            sql.run("CREATE TABLE written AS SELECT 1");

            assertThat(lag.trouble(sql, "")).isEmpty();
        }
    }
}
