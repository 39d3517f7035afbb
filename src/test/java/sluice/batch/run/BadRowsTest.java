package sluice.batch.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.batch.BatchListener;
import sluice.batch.LedgerDatabase;
import sluice.batch.Pace;
import sluice.batch.Session;
import sluice.batch.StepKey;

/** A row that can't be changed is found, set aside with its reason, and tried again by the next run. */
// a walk that does not get on would go round for ever
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BadRowsTest {

    private static final StepKey STEP = new StepKey("test::001-count::test", 1);

    private final LedgerDatabase database = new LedgerDatabase();
    private final Counting counting = new Counting("id");
    private Connection connection;

    @BeforeEach
    void hundredItemsOfWhichTwoAreBad() throws SQLException {
        connection = database.connect();
        database.execute("CREATE TABLE items (id int PRIMARY KEY, times int NOT NULL DEFAULT 0,"
                + " CONSTRAINT bad CHECK (times = 0 OR id NOT IN (37, 38)));"
                + " INSERT INTO items SELECT n FROM generate_series(1, 100) n");
    }

    @AfterEach
    void drop() throws SQLException {
        connection.close();
        database.close();
    }

    private Walked run(int batchSize) throws SQLException {
        return new Batches(new Session(connection, Pace.DEFAULT.fixed(batchSize), BatchListener.NONE, () -> false))
                .run(STEP, counting.walk(""), counting);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 10, 100, 1000})
    void theBadRowsAreSetAsideAndAllOthersDone(int batchSize) throws SQLException {
        Walked walked = run(batchSize);

        assertThat(walked.rows()).isEqualTo(98);
        assertThat(walked.after().rejected()).isEqualTo(2);
        assertThat(database.times()).containsExactly(List.of(0, 2L), List.of(1, 98L));
        assertThat(database.query("SELECT key[1], sqlstate, message ~ 'bad' FROM tenant.sluice_reject ORDER BY key"))
                .containsExactly(List.of("37", "23514", true), List.of("38", "23514", true));
    }

    @Test
    void afterACorrectionTheNextRunDoesTheRest() throws SQLException {
        run(10);
        database.execute("ALTER TABLE items DROP CONSTRAINT bad");

        Walked again = run(10);

        assertThat(again.rows()).isEqualTo(2);
        assertThat(again.after().rejected()).isZero();
        assertThat(database.times()).containsExactly(List.of(1, 100L));
        assertThat(database.query("SELECT key FROM tenant.sluice_reject")).isEmpty();
    }

    @Test
    void whatIsStillBadStaysAsideAndIsNotCountedTwice() throws SQLException {
        run(10);

        Walked again = run(10);

        assertThat(again.rows()).isZero();
        assertThat(again.after().rejected()).isEqualTo(2);
        assertThat(database.times()).containsExactly(List.of(0, 2L), List.of(1, 98L));
    }
}
