package sluice.batch.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sluice.batch.Checkpoint;
import sluice.batch.Key;
import sluice.batch.Pace;
import sluice.batch.Session;
import sluice.batch.StepKey;
import sluice.batch.Tally;
import sluice.batch.trouble.BatchFailure;
import sluice.batch.walk.Walk;
import sluice.sql.Sql;

/** Every row is met exactly once, whatever its key is made of. */
final class KeysetTest {

    private static final int ROWS = 500;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "smallint | n",
                "integer | n * 1000 - 100000",
                "bigint | n * 9000000000 - 9223372036854775808 + 9000000000",
                "numeric(20,4) | n / 7.0",
                "text | md5(n::text)",
                "text COLLATE \"C\" | chr(33 + n % 90) || n",
                "text COLLATE \"en-x-icu\" | (ARRAY['a', 'A', 'ä', 'z', 'Z', '-a', ' a', ''])[1 + n % 8] || n / 8",
                "varchar(50) COLLATE \"de-x-icu\" | (ARRAY['ss', 'ß', 'SS', 'Aa', 'aA'])[1 + n % 5] || n / 5",
                "char(12) | 'x' || n",
                "uuid | md5(n::text)::uuid",
                "timestamptz | '2026-03-29 00:00:00Z'::timestamptz + n * interval '1 minute 0.000001 second'",
                "timestamp | '2026-10-25 00:00:00'::timestamp + n * interval '1 minute'",
                "date | '2000-01-01'::date - n",
                "double precision | n / 3.0 - 50",
                "bytea | decode(md5(n::text), 'hex')",
                "boolean | n % 2 = 0"
            })
    void meetsEveryRowOnceWhateverTheTypeOfTheKey(String type, String value) throws Exception {
        try (EngineDatabase engine = EngineDatabase.create()) {
            engine.execute("CREATE TABLE t (k " + type + ", x integer NOT NULL DEFAULT 0); INSERT INTO t (k) SELECT "
                    + value + " FROM generate_series(1, " + ROWS + ") n; CREATE INDEX ON t (k)");
            String base = type.split(" COLLATE")[0];

            Walked walked = engine.walk(
                    new Walk("t", Key.of("k"), ""),
                    Pace.DEFAULT.fixed(7),
                    "UPDATE t SET x = x + 1 WHERE k >= CAST(? AS %1$s) AND k <= CAST(? AS %1$s)".formatted(base));

            assertThat(walked.rows()).isEqualTo(ROWS);
            assertThat(engine.value("SELECT min(x) || ' ' || max(x) FROM t")).isEqualTo("1 1");
        }
    }

    @Test
    void refusesToLeaveOutRowsWithoutAKey() throws Exception {
        try (EngineDatabase engine = EngineDatabase.create()) {
            engine.execute("CREATE TABLE t (k text, x integer NOT NULL DEFAULT 0); CREATE INDEX ON t (k);"
                    + " INSERT INTO t SELECT nullif('k' || n, 'k7') FROM generate_series(1, 20) n");
            String update = "UPDATE t SET x = x + 1 WHERE k >= ? AND k <= ?";

            assertThatThrownBy(() -> engine.walk(new Walk("t", Key.of("k"), ""), Pace.DEFAULT, update))
                    .isInstanceOf(BatchFailure.class)
                    .hasMessageContaining("table t has rows whose k is NULL");
            assertThat(engine.value("SELECT max(x) FROM t")).isEqualTo(0);

            Walk chosen = new Walk("t", Key.of("k"), "k IS NOT NULL -- on purpose");
            assertThat(engine.walk(chosen, Pace.DEFAULT, update).rows()).isEqualTo(19);
        }
    }

    @ParameterizedTest
    @CsvSource({"(k), 0", "(k DESC), 0", "'(k, x)', 0", "(k COLLATE \"POSIX\"), 1", "'(x, k)', 1"})
    void tellsWhenNoIndexServesTheWalk(String index, int notices) throws Exception {
        try (EngineDatabase engine = EngineDatabase.create()) {
            engine.execute("CREATE TABLE t (k text COLLATE \"C\" NOT NULL, x integer NOT NULL DEFAULT 0);"
                    + " INSERT INTO t SELECT 'k' || n FROM generate_series(1, 20) n; CREATE INDEX ON t " + index);

            engine.walk(new Walk("t", Key.of("k"), ""), Pace.DEFAULT, "UPDATE t SET x = x + 1 WHERE k >= ? AND k <= ?");

            assertThat(engine.notices).hasSize(notices);
            assertThat(String.join("", engine.notices))
                    .contains(notices == 0 ? "" : "each batch reads the whole table");
        }
    }

    @ParameterizedTest
    @CsvSource({"x = 0, 0", "x = 0 AND k <> 'k7', 0", "x >= 0, 1", "x = 0 OR k = 'k7', 1"})
    void takesAnIndexWhoseFirstColumnTheWalkHoldsToOneValue(String where, int notices) throws Exception {
        try (EngineDatabase engine = EngineDatabase.create()) {
            engine.execute("CREATE TABLE t (k text NOT NULL, x integer NOT NULL DEFAULT 0);"
                    + " INSERT INTO t SELECT 'k' || n FROM generate_series(1, 20) n; CREATE INDEX ON t (x, k)");

            engine.walk(
                    new Walk("t", Key.of("k"), where), Pace.DEFAULT, "UPDATE t SET x = x + 1 WHERE k >= ? AND k <= ?");

            assertThat(engine.notices).hasSize(notices);
        }
    }

    @Test
    void takesKeysOfSeveralColumnsInTheirOwnOrder() throws Exception {
        try (EngineDatabase engine = EngineDatabase.create()) {
            // hostile on purpose: names that we use ourselves, in the other order
            engine.execute("""
                    CREATE TABLE "Jobs ""of"" k1" (k2 text, k1 integer, "select" integer NOT NULL DEFAULT 0);
                    INSERT INTO "Jobs ""of"" k1" SELECT 'p' || n % 3, 500 - n FROM generate_series(1, 500) n;
                    CREATE INDEX ON "Jobs ""of"" k1" (k2, k1)
                    """);

            Walked walked =
                    engine.walk(new Walk("Jobs \"of\" k1", Key.of("k2", "k1"), ""), Pace.DEFAULT.fixed(11), """
                    UPDATE "Jobs ""of"" k1" SET "select" = "select" + 1
                    WHERE (k2, k1) >= (?, CAST(? AS integer)) AND (k2, k1) <= (?, CAST(? AS integer))
                    """);

            assertThat(walked.rows()).isEqualTo(500);
            assertThat(walked.after().batches()).isEqualTo(46);
            assertThat(engine.value("SELECT min(\"select\") || ' ' || max(\"select\") FROM \"Jobs \"\"of\"\" k1\""))
                    .isEqualTo("1 1");
        }
    }

    @Test
    void walksNumbersAsNumbersAlthoughTheyAreKeptAsTexts() throws Exception {
        try (EngineDatabase engine = EngineDatabase.create()) {
            engine.execute("CREATE TABLE t (id integer PRIMARY KEY); INSERT INTO t SELECT generate_series(1, 120)");

            engine.walk(new Walk("t", Key.of("id"), ""), Pace.DEFAULT.fixed(50), TOUCH);

            assertThat(engine.checkpoints)
                    .extracting(Checkpoint::lastKey)
                    .containsExactly(List.of("50"), List.of("100"), List.of("120"), List.of("120"));
        }
    }

    private static final String TOUCH =
            "UPDATE t SET id = id WHERE id >= CAST(? AS integer) AND id <= CAST(? AS integer)";

    @Test
    void keepsAllRowsOfOneKeyInOneBatchAndLeavesRowsWithoutKeyAloneWhereAskedTo() throws Exception {
        try (EngineDatabase engine = EngineDatabase.create()) {
            engine.execute("""
                    CREATE TABLE t (id integer, x integer NOT NULL DEFAULT 0);
                    INSERT INTO t SELECT CASE WHEN n <= 30 THEN 1 WHEN n <= 40 THEN NULL ELSE n END
                    FROM generate_series(1, 100) n;
                    CREATE INDEX ON t (id)
                    """);

            Walked walked = engine.walk(
                    new Walk("t", Key.of("id"), "id IS NOT NULL"),
                    Pace.DEFAULT.fixed(10),
                    "UPDATE t SET x = x + 1 WHERE id >= CAST(? AS integer) AND id <= CAST(? AS integer)");

            assertThat(walked.rows()).isEqualTo(90);
            assertThat(engine.value("SELECT count(*) FROM t WHERE x <> CASE WHEN id IS NULL THEN 0 ELSE 1 END"))
                    .isEqualTo(0L);
        }
    }

    @Test
    void readsTheIndexAndNotTheTableForEachBatch() throws Exception {
        try (EngineDatabase engine = EngineDatabase.create();
                Connection connection = engine.connect()) {
            engine.execute("CREATE TABLE t (id integer PRIMARY KEY); INSERT INTO t SELECT generate_series(1, 5000)");
            Transaction transaction =
                    new Transaction(connection, Pace.DEFAULT, java.util.Optional.of(new Walk("t", Key.of("id"), "")));
            transaction.begin();
            Sql.on(connection).text("SELECT " + Transaction.settings(Pace.DEFAULT));

            String plan = String.join(
                    "\n",
                    Sql.on(connection)
                            .rows(
                                    "EXPLAIN "
                                            + new Walk("t", Key.of("id"), "")
                                                    .next(List.of("7"), List.of("5000"), "10", ""),
                                    row -> row.getString(1)));

            assertThat(plan).contains("Index Only Scan using t_pkey").doesNotContain("Seq Scan on t");
        }
    }

    @Test
    void refusesATableThatIsNotInItsSchemaEvenIfPublicHasOne() throws Exception {
        try (EngineDatabase engine = EngineDatabase.create();
                Connection connection = engine.connect()) {
            engine.execute("CREATE SCHEMA tenant; CREATE TABLE public.t (id integer PRIMARY KEY)");
            Sql.on(connection).run("SET search_path = tenant, public");

            assertThatThrownBy(() -> Transaction.markers(connection, "t", Key.of("id")))
                    .isInstanceOf(BatchFailure.class)
                    .hasMessageContaining("There is no column id of a table t in the current schema");
        }
    }

    @Test
    void stopsBeforeItWritesIntoAnotherSchema() throws Exception {
        try (EngineDatabase engine = EngineDatabase.create();
                Connection connection = engine.connect()) {
            engine.execute(
                    "CREATE SCHEMA other; CREATE TABLE t (id integer PRIMARY KEY); INSERT INTO t VALUES (1), (2)");
            Batches batches = new Batches(new Session(connection, Pace.DEFAULT.fixed(1), engine, () -> false));

            assertThatThrownBy(() ->
                            batches.run(new StepKey("test", 1), new Walk("t", Key.of("id"), ""), (open, range) -> {
                                Sql.on(open).run("SET search_path = other, public");
                                return new Tally(1, java.util.Map.of());
                            }))
                    .hasMessageContaining("schema");
        }
    }
}
