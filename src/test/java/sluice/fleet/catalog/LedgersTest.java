package sluice.fleet.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sluice.environment.TestDatabase;
import sluice.fleet.changelog.Expected;
import sluice.sql.Sql;

/** The ledgers of few schemas are read whole; of many, only what matters. */
final class LedgersTest {

    private static final Expected EXPECTED =
            new Expected(List.of(new Expected.Row("a", "one", "x", "9:1", "", false)), false);

    // t1 is done, t2 too, but rows were set aside; t3 was left half way; t4 has no batched change; t5 has no ledger
    private static final String LEDGERS = """
            DO $$
            DECLARE
                n integer;
            BEGIN
                FOR n IN 1..%d LOOP
                    EXECUTE format('CREATE SCHEMA t%%1$s', n);
                    CONTINUE WHEN n = 5;
                    EXECUTE format('CREATE TABLE t%%1$s.databasechangelog AS SELECT %%2$L AS id, %%3$L AS author,
                        %%4$L AS filename, %%5$L AS exectype, %%6$L AS md5sum, NULL::text AS tag, 1 AS orderexecuted',
                        n, 'one', 'x', 'a', 'EXECUTED', '9:1');
                    EXECUTE format('CREATE TABLE t%%1$s.databasechangeloglock AS SELECT 1 AS id, TRUE AS locked', n);
                    CONTINUE WHEN n > 3;
                    EXECUTE format('CREATE TABLE t%%1$s.sluice_checkpoint AS SELECT %%2$L AS changeset, 10::bigint AS rows,
                        %%3$L AS status, %%4$L::bigint AS rejected',
                        n, 'a::one::x', CASE n WHEN 3 THEN 'running' ELSE 'done' END, CASE n WHEN 2 THEN 2 ELSE 0 END);
                    EXECUTE format('CREATE TABLE t%%1$s.sluice_reject (changeset text)', n);
                END LOOP;
                INSERT INTO t2.sluice_reject VALUES ('a::one::x'), ('a::one::x');
            END $$
            """;

    @ParameterizedTest
    @CsvSource({"20, true", "501, false"})
    void whatIsLeftIsSeenInAnyFleetAndALockWhereSomethingIsLeft(int tenants, boolean few) throws SQLException {
        try (TestDatabase db = TestDatabase.create();
                Connection connection = db.connect()) {
            Sql.on(connection).run(LEDGERS.formatted(tenants));
            List<String> schemas =
                    IntStream.rangeClosed(1, tenants).mapToObj(n -> "t" + n).toList();

            Map<String, SchemaState> states = Ledgers.read(connection, schemas).states(EXPECTED).stream()
                    .collect(Collectors.toMap(SchemaState::schema, Function.identity()));

            assertThat(states).hasSize(tenants);
            assertThat(states.get("t1"))
                    .extracting(SchemaState::isUpToDate, SchemaState::rows, SchemaState::rejected, SchemaState::locked)
                    .containsExactly(true, 10L, 0L, few);
            assertThat(states.get("t2"))
                    .extracting(SchemaState::isUpToDate, SchemaState::rejected, SchemaState::locked)
                    .containsExactly(true, 2L, true);
            assertThat(states.get("t3"))
                    .extracting(SchemaState::isUpToDate, SchemaState::running, SchemaState::locked)
                    .containsExactly(false, true, true);
            assertThat(states.get("t4"))
                    .extracting(SchemaState::isUpToDate, SchemaState::rows, SchemaState::locked)
                    .containsExactly(true, 0L, few);
            assertThat(states.get("t5").known()).isFalse();
        }
    }
}
