package sluice.batch.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.batch.BatchListener;
import sluice.batch.LedgerDatabase;
import sluice.batch.Pace;
import sluice.batch.Session;
import sluice.batch.StepKey;
import sluice.batch.Tally;
import sluice.batch.trouble.BatchFailure;
import sluice.batch.trouble.Stopped;
import sluice.batch.walk.Range;
import sluice.sql.Failure;
import sluice.sql.Sql;

/** A walk does every row exactly once, whatever happens to it on the way. */
// a walk that does not get on would go round for ever
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BatchesTest {

    private static final StepKey STEP = new StepKey("test::001-count::test", 1);
    private static final Pace TENS = Pace.DEFAULT.fixed(10);

    private final LedgerDatabase database = new LedgerDatabase();
    private final Counting counting = new Counting("id");
    private Connection connection;

    @BeforeEach
    void connect() throws SQLException {
        connection = database.connect();
    }

    @AfterEach
    void drop() throws SQLException {
        connection.close();
        database.close();
    }

    private void hundredItems() {
        // with gaps, so that a range of keys is no count of rows
        database.execute("CREATE TABLE items (id bigint PRIMARY KEY, times int NOT NULL DEFAULT 0);"
                + " INSERT INTO items SELECT n * n FROM generate_series(1, 100) n");
    }

    private Batches batches(Connection session) {
        return new Batches(new Session(session, TENS, BatchListener.NONE, () -> false));
    }

    @Test
    void everyRowIsDoneOnceInBatchesOfTheWantedSize() throws SQLException {
        hundredItems();

        Walked walked = batches(connection).run(STEP, counting.walk(""), counting);

        assertThat(database.times()).containsExactly(List.of(1, 100L));
        assertThat(counting.ranges)
                .hasSize(10)
                .allSatisfy(range -> assertThat(range.rows()).isEqualTo(10));
        assertThat(walked.rows()).isEqualTo(100);
        assertThat(walked.counts()).isEqualTo(Map.of("ranges", 10L));
        assertThat(walked.after().done()).isTrue();
    }

    @Test
    void aSecondRunOfAFinishedStepDoesNothing() throws SQLException {
        hundredItems();
        batches(connection).run(STEP, counting.walk(""), counting);

        Walked again = batches(connection).run(STEP, counting.walk(""), counting);

        assertThat(database.times()).containsExactly(List.of(1, 100L));
        assertThat(again.rows()).isZero();
    }

    @Test
    void onlyRowsOfTheConditionAreWalked() throws SQLException {
        hundredItems();

        batches(connection).run(STEP, counting.walk("id % 2 = 0 OR id % 3 = 0"), (session, range) -> {
            counting.ranges.add(range);
            return new Tally(range.rows(), Map.of());
        });

        assertThat(counting.ranges.stream().mapToLong(Range::rows).sum()).isEqualTo(67);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 10})
    void aSessionThatDiesInAnyBatchLosesThatBatchOnly(int deadly) throws SQLException {
        hundredItems();

        assertThatThrownBy(() -> batches(connection).run(STEP, counting.walk(""), (session, range) -> {
                    Tally tally = counting.apply(session, range);
                    if (counting.ranges.size() == deadly) {
                        LedgerDatabase.terminate(database, session);
                    }
                    return tally;
                }))
                .isInstanceOfSatisfying(
                        SQLException.class, lost -> assertThat(Failure.of(lost)).isEqualTo(Failure.LOST));
        assertThat(database.query("SELECT sum(times) FROM tenant.items")).containsExactly(List.of((deadly - 1) * 10L));

        try (Connection other = database.connect()) {
            Walked rest = batches(other).run(STEP, counting.walk(""), counting);
            assertThat(rest.rows()).isEqualTo(100 - (deadly - 1) * 10L);
        }
        assertThat(database.times()).containsExactly(List.of(1, 100L));
    }

    @Test
    void aStopEndsBetweenTwoBatchesAndTheNextRunGoesOn() throws SQLException {
        hundredItems();
        Batches stopped =
                new Batches(new Session(connection, TENS, BatchListener.NONE, () -> counting.ranges.size() == 3));

        assertThatThrownBy(() -> stopped.run(STEP, counting.walk(""), counting)).isInstanceOf(Stopped.class);
        assertThat(database.times()).containsExactly(List.of(0, 70L), List.of(1, 30L));

        batches(connection).run(STEP, counting.walk(""), counting);
        assertThat(database.times()).containsExactly(List.of(1, 100L));
    }

    @Test
    void rowsThatShareAKeyShareABatch() throws SQLException {
        database.execute("CREATE TABLE items (id bigint, times int NOT NULL DEFAULT 0); CREATE INDEX ON items (id);"
                + " INSERT INTO items SELECT n / 25 FROM generate_series(0, 99) n; INSERT INTO items VALUES (NULL)");

        batches(connection).run(STEP, counting.walk("id IS NOT NULL"), counting);

        assertThat(database.query("SELECT times, count(*) FROM tenant.items WHERE id IS NOT NULL GROUP BY times"))
                .containsExactly(List.of(1, 100L));
        assertThat(database.query("SELECT times FROM tenant.items WHERE id IS NULL"))
                .containsExactly(List.of(0));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            uuid                     | CAST(md5(n::text) AS uuid)
            text COLLATE "C"         | concat((ARRAY['a', 'B', 'ä', 'Z', '_', ''])[1 + n % 6], n)
            text COLLATE "en-x-icu"  | concat((ARRAY['a', 'B', 'ä', 'Z', '_', ''])[1 + n % 6], n)
            timestamptz              | TIMESTAMPTZ '2026-03-29 00:30+00' + n * INTERVAL '1.000001 minutes'
            numeric                  | n / 7.0 - 5
            varchar(5)               | concat(n, '''')
            date                     | DATE '0044-03-15' + n
            bytea                    | decode(lpad(to_hex(n), 2, '0'), 'hex')
            """)
    void aKeyOfAnyTypeIsWalkedInTheOrderOfItsIndex(String type, String value) throws SQLException {
        database.execute("CREATE TABLE items (id " + type + " PRIMARY KEY, times int NOT NULL DEFAULT 0);"
                + " INSERT INTO items SELECT " + value + " FROM generate_series(1, 99) n");

        batches(connection).run(STEP, counting.walk(""), counting);

        assertThat(database.times()).containsExactly(List.of(1, 99L));
        assertThat(counting.ranges).hasSize(10);
    }

    @Test
    void aKeyOfSeveralColumnsIsWalkedAcrossTheirBorders() throws SQLException {
        database.execute("CREATE TABLE items (part text, \"No\" int, times int NOT NULL DEFAULT 0,"
                + " PRIMARY KEY (part, \"No\"));"
                + " INSERT INTO items SELECT chr(97 + n % 7), n FROM generate_series(1, 99) n");
        Counting both = new Counting("part", "No");

        batches(connection).run(STEP, both.walk(""), both);

        assertThat(database.times()).containsExactly(List.of(1, 99L));
        assertThat(both.ranges).hasSize(10);
    }

    @Test
    void aKeyThatIsNoColumnIsToldByName() {
        hundredItems();

        assertThatThrownBy(() -> batches(connection).run(STEP, new Counting("ident").walk(""), counting))
                .isInstanceOf(BatchFailure.class)
                .hasMessageContaining("no column ident of a table items");
    }

    @Test
    void aSessionThatWandersIntoAnotherSchemaIsHalted() throws SQLException {
        hundredItems();
        database.execute("CREATE SCHEMA neighbour; CREATE TABLE neighbour.items (LIKE items);"
                + " INSERT INTO neighbour.items SELECT * FROM items");
        AtomicInteger batch = new AtomicInteger();

        assertThatThrownBy(() -> batches(connection).run(STEP, counting.walk(""), (session, range) -> {
                    Tally tally = counting.apply(session, range);
                    if (batch.incrementAndGet() == 2) {
                        Sql.on(session).run("SET search_path = neighbour, tenant");
                    }
                    return tally;
                }))
                .isInstanceOf(BatchFailure.class)
                .hasMessageContaining("schema changed from tenant to neighbour");
        assertThat(database.query("SELECT sum(times) FROM neighbour.items")).containsExactly(List.of(0L));
    }

    @Test
    void aStatementThatIsWrongStopsTheWalkAndKeepsWhatWasDone() {
        hundredItems();

        assertThatThrownBy(() -> batches(connection).run(STEP, counting.walk(""), (session, range) -> {
                    Tally tally = counting.apply(session, range);
                    if (counting.ranges.size() == 3) {
                        Sql.on(session).run("UPDATE no_such_table SET a = 1");
                    }
                    return tally;
                }))
                .isInstanceOf(BatchFailure.class)
                .hasMessageContainingAll("after 20 rows", "run the same command again", "no_such_table");
        assertThat(database.times()).containsExactly(List.of(0, 80L), List.of(1, 20L));
    }
}
