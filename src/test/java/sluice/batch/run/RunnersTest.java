package sluice.batch.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sluice.batch.BatchListener;
import sluice.batch.LedgerDatabase;
import sluice.batch.Pace;
import sluice.batch.Session;
import sluice.batch.StepKey;
import sluice.batch.trouble.BatchFailure;
import sluice.batch.trouble.Busy;
import sluice.batch.trouble.Fenced;
import sluice.sql.Failure;
import sluice.sql.Sql;

/** Several at the same rows: runners of one step, and the application that writes meanwhile. */
// a walk that does not get on would go round for ever
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RunnersTest {

    private static final StepKey STEP = new StepKey("test::001-count::test", 1);

    private final LedgerDatabase database = new LedgerDatabase();
    private final Counting counting = new Counting("id");
    private final List<String> notices = new ArrayList<>();
    private Connection connection;
    private Connection other;

    @BeforeEach
    void hundredItems() throws SQLException {
        connection = database.connect();
        other = database.connect();
        database.execute("CREATE TABLE items (id int PRIMARY KEY, times int NOT NULL DEFAULT 0);"
                + " INSERT INTO items SELECT n FROM generate_series(1, 100) n");
    }

    @AfterEach
    void drop() throws SQLException {
        connection.close();
        other.close();
        database.close();
    }

    private static Pace pace(Duration lockTimeout, int retries, Duration lease) {
        Pace d = Pace.DEFAULT.fixed(10);
        return new Pace(
                d.size(),
                d.smallest(),
                d.largest(),
                d.time(),
                d.pause(),
                lockTimeout,
                d.statementTimeout(),
                retries,
                lease,
                d.buildTimeout());
    }

    private static Batches batches(Connection session, Duration lease) {
        return new Batches(
                new Session(session, pace(Duration.ofSeconds(2), 8, lease), BatchListener.NONE, () -> false));
    }

    @Test
    void aSecondRunnerGivesUpWhileTheFirstIsAlive() throws SQLException {
        batches(connection, Duration.ofMinutes(1)).run(STEP, counting.walk(""), (session, range) -> {
            if (counting.ranges.isEmpty()) {
                assertThatThrownBy(() -> batches(other, Duration.ofMillis(100)).run(STEP, counting.walk(""), counting))
                        .isInstanceOf(Busy.class)
                        .hasMessageContaining("test::001-count::test");
            }
            return counting.apply(session, range);
        });

        assertThat(database.times()).containsExactly(List.of(1, 100L));
    }

    @Test
    void aRunnerWhoseStepWasTakenOverCannotCommit() throws SQLException {
        Batches late = batches(connection, Duration.ofHours(1));

        assertThatThrownBy(() -> late.run(STEP, counting.walk(""), (session, range) -> {
                    if (counting.ranges.size() == 2) {
                        // what another runner's claim leaves behind, one that could not end our session
                        database.execute("UPDATE sluice_checkpoint SET fence = fence + 1, owner = '0@0'");
                    }
                    return counting.apply(session, range);
                }))
                .isInstanceOf(Fenced.class);
        connection.rollback();
        assertThat(database.times()).containsExactly(List.of(0, 80L), List.of(1, 20L));

        batches(other, Duration.ofHours(1)).run(STEP, counting.walk(""), counting);
        assertThat(database.times()).containsExactly(List.of(1, 100L));
    }

    @Test
    void aRunnerThatFallsSilentInABatchLosesItsSessionAndTheNextGoesOn() throws SQLException {
        Counting successor = new Counting("id");
        Duration moment = Duration.ofMillis(500);

        assertThatThrownBy(() -> batches(connection, moment).run(STEP, counting.walk(""), (session, range) -> {
                    if (counting.ranges.size() == 2) {
                        batches(other, moment).run(STEP, successor.walk(""), successor);
                    }
                    return counting.apply(session, range);
                }))
                .isInstanceOfSatisfying(
                        SQLException.class, lost -> assertThat(Failure.of(lost)).isEqualTo(Failure.LOST));

        assertThat(successor.ranges).hasSize(8);
        assertThat(database.times()).containsExactly(List.of(1, 100L));
    }

    @Test
    void theStepOfASessionThatIsGoneIsTakenOverAtOnce() throws SQLException {
        Duration hour = Duration.ofHours(1);
        assertThatThrownBy(() -> batches(connection, hour).run(STEP, counting.walk(""), (session, range) -> {
            LedgerDatabase.terminate(database, session);
            return counting.apply(session, range);
        }));

        batches(other, hour).run(STEP, counting.walk(""), counting);

        assertThat(database.times()).containsExactly(List.of(1, 100L));
    }

    @Test
    void aRowThatTheApplicationLocksIsTriedAgainUntilItIsFree() throws SQLException {
        Sql.on(other).update("UPDATE items SET times = 0 WHERE id = 55");
        BatchListener release = new BatchListener() {
            @Override
            public void notice(StepKey key, String message) {
                notices.add(message);
                try {
                    other.rollback();
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            }
        };

        new Batches(new Session(
                        connection, pace(Duration.ofMillis(50), 8, Duration.ofMinutes(1)), release, () -> false))
                .run(STEP, counting.walk(""), counting);

        assertThat(notices).containsExactly("try 1 of 8 after 55P03");
        assertThat(database.times()).containsExactly(List.of(1, 100L));
    }

    @Test
    void aRowThatStaysLockedEndsTheRunAfterTheLastTry() throws SQLException {
        Sql.on(other).update("UPDATE items SET times = 0 WHERE id = 55");
        Batches impatient = new Batches(new Session(
                connection, pace(Duration.ofMillis(20), 2, Duration.ofMinutes(1)), BatchListener.NONE, () -> false));

        assertThatThrownBy(() -> impatient.run(STEP, counting.walk(""), counting))
                .isInstanceOf(BatchFailure.class)
                .hasMessageContainingAll("after 50 rows", "did not pass in 2 tries", "lock timeout");
        assertThat(database.times()).containsExactly(List.of(0, 50L), List.of(1, 50L));
    }
}
