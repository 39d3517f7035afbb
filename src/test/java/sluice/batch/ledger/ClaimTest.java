package sluice.batch.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import sluice.batch.Pace;
import sluice.batch.StepKey;
import sluice.batch.run.EngineDatabase;
import sluice.sql.Sql;

/** Who may work on a step when two want to. */
final class ClaimTest {

    private static final StepKey STEP = new StepKey("test", 1);
    private static final Pace BRIEF_LEASE = new Pace(
            1,
            1,
            1,
            Duration.ofMillis(500),
            Duration.ZERO,
            Duration.ofMillis(100),
            Duration.ofMinutes(1),
            1,
            Duration.ofMillis(700),
            Duration.ofHours(1));

    @Test
    void aSilentRunnerLosesItsSessionAndALiveOneIsLeftInPeace() throws Exception {
        try (EngineDatabase engine =
                        EngineDatabase.create().execute("CREATE TABLE t (x integer); INSERT INTO t VALUES (0)");
                Connection first = engine.connect();
                Connection second = engine.connect()) {
            new Checkpoints(first, STEP, BRIEF_LEASE).claim().orElseThrow();
            first.commit();
            Sql.on(first).run("UPDATE t SET x = 1"); // in the middle of a batch

            assertThat(new Checkpoints(second, STEP, BRIEF_LEASE).claim()).isEmpty();
            second.rollback();
            await().pollInterval(Duration.ofMillis(50)).until(() -> {
                boolean claimed =
                        new Checkpoints(second, STEP, BRIEF_LEASE).claim().isPresent();
                second.commit();
                return claimed;
            });
            assertThatThrownBy(first::commit).isInstanceOf(SQLException.class);
            Sql.on(second).run("UPDATE t SET x = 2");
            second.commit();
        }
    }
}
