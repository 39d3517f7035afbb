package sluice.fleet.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.environment.Key;
import sluice.fleet.Tenancy;
import sluice.fleet.report.FleetReport;
import sluice.fleet.report.Outcome;
import sluice.fleet.report.SchemaReport;
import sluice.sql.Sql;

/** What Liquibase did in one schema is replayed in its equals, and they end as Liquibase ends them. */
final class ReplayTest {

    private static final int TENANTS = 8;
    private static final String STRUCTURE = """
            SELECT relname, relkind, attname, format_type(atttypid, atttypmod), attnotnull, pg_get_expr(adbin, adrelid)
            FROM pg_class c JOIN pg_attribute a ON attrelid = c.oid AND attnum > 0 AND NOT attisdropped
            LEFT JOIN pg_attrdef d ON adrelid = attrelid AND adnum = attnum
            WHERE relnamespace = '%s'::regnamespace ORDER BY relname, attnum""";

    @TempDir
    private Path folder;

    private Tenancy tenancy;

    @BeforeEach
    void fill() throws IOException {
        tenancy = Tenancy.of(TENANTS, folder);
    }

    @AfterEach
    void drop() {
        tenancy.close();
    }

    @Test
    void equalSchemasEndAsWithoutReplay() throws SQLException {
        try (Tenancy peer = tenancy.copy()) {
            peer.options.put(Key.REPLAY, "off");
            assertThat(peer.update().count(Outcome.MIGRATED)).isEqualTo(TENANTS);
            assertThat(peer.deployments()).isGreaterThan(2);

            FleetReport report = tenancy.update();

            assertThat(report.count(Outcome.MIGRATED))
                    .as("%s", report.schemas())
                    .isEqualTo(TENANTS);
            assertThat(report.schemas()).allMatch(schema -> schema.changesets() == 3 * Tenancy.FILES);
            // the reference and the replay
            assertThat(tenancy.deployments()).isEqualTo(2);
            for (int number = 1; number <= TENANTS; number++) {
                String schema = Tenancy.name(number);
                assertThat(tenancy.ledger(schema)).isEqualTo(peer.ledger(schema));
                assertThat(tenancy.db.query(STRUCTURE.formatted(schema)))
                        .isEqualTo(peer.db.query(STRUCTURE.formatted(schema)));
                assertThat(tenancy.db.query("SELECT * FROM " + schema + ".t1"))
                        .isEqualTo(peer.db.query("SELECT * FROM " + schema + ".t1"));
            }
            assertThat(tenancy.locks()).isEmpty();
        }
    }

    @Test
    void whatFollowsLaterIsReplayedFromWhereTheyStand() throws Exception {
        tenancy.update();
        tenancy.append("more.yaml", """
                  - changeSet:
                      id: more
                      author: test
                      changes:
                        - dropColumn: { tableName: t1, columnName: name }
                        - tagDatabase: { tag: later }
                """);

        FleetReport report = tenancy.update();

        assertThat(report.count(Outcome.MIGRATED)).as("%s", report.schemas()).isEqualTo(TENANTS);
        assertThat(tenancy.deployments()).isLessThanOrEqualTo(4);
        List<List<Object>> ledger = tenancy.ledger(Tenancy.name(1));
        assertThat(ledger.get(ledger.size() - 1)).contains("more", "later");
        assertThat(IntStream.rangeClosed(1, TENANTS).mapToObj(Tenancy::name))
                .allMatch(schema -> tenancy.ledger(schema).equals(ledger));
    }

    @Test
    void aSchemaOfAnotherStructureIsLeftToLiquibase() throws SQLException {
        tenancy.db.execute("CREATE TABLE tenant_05.t2 (something text)");

        FleetReport report = tenancy.update();

        assertThat(report.count(Outcome.MIGRATED)).isEqualTo(TENANTS - 1);
        SchemaReport failed = report.schemas().get(4);
        assertThat(failed.schema()).isEqualTo("tenant_05");
        assertThat(failed.sqlState()).isEqualTo("42P07");
        assertThat(failed.changeset()).isEqualTo("t2-create");
        assertThat(tenancy.ledger("tenant_05")).hasSize(3);
        assertThat(tenancy.deployments()).isEqualTo(3);
    }

    @Test
    void aChangesetThatFailsInOneSchemaKeepsThoseBeforeItAndNothingAfter() throws Exception {
        tenancy.update();
        tenancy.db.execute("INSERT INTO tenant_06.t2 (state) VALUES ('other')");
        tenancy.append("unique.yaml", """
                  - changeSet:
                      id: before
                      author: test
                      changes: [ { sql: { sql: "ALTER TABLE t1 ADD one integer" } } ]
                  - changeSet:
                      id: single
                      author: test
                      changes:
                        - sql: { sql: "ALTER TABLE t2 ADD two integer" }
                        - sql: { sql: "CREATE UNIQUE INDEX single ON t2 ((1))" }
                  - changeSet:
                      id: after
                      author: test
                      changes: [ { sql: { sql: "ALTER TABLE t3 ADD three integer" } } ]
                """);

        FleetReport report = tenancy.update();

        assertThat(report.count(Outcome.MIGRATED)).isEqualTo(TENANTS - 1);
        SchemaReport failed = report.schemas().get(5);
        assertThat(failed.sqlState()).isEqualTo("23505");
        assertThat(failed.changeset()).isEqualTo("single");
        assertThat(tenancy.ledger("tenant_06")).hasSize(3 * Tenancy.FILES + 1);
        assertThat(tenancy.db.query("""
                SELECT attname FROM pg_attribute WHERE attname IN ('one', 'two', 'three')
                  AND attrelid IN ('tenant_06.t1'::regclass, 'tenant_06.t2'::regclass, 'tenant_06.t3'::regclass)""")).containsExactly(List.of("one"));
        assertThat(tenancy.locks()).isEmpty();
    }

    @Test
    void whatAsksTheSchemaFirstIsNotReplayed() throws Exception {
        tenancy.append("adopt.yaml", """
                  - changeSet:
                      id: adopt
                      author: test
                      preConditions: [ { onFail: MARK_RAN }, { not: [ { tableExists: { tableName: old } } ] } ]
                      changes: [ { sql: { sql: "CREATE TABLE old (id integer)" } } ]
                """);
        tenancy.db.execute("CREATE TABLE tenant_03.old (id integer); CREATE TABLE tenant_04.old (id integer)");

        FleetReport report = tenancy.update();

        assertThat(report.count(Outcome.MIGRATED)).as("%s", report.schemas()).isEqualTo(TENANTS);
        List<Object> adopted = tenancy.ledger("tenant_03").get(3 * Tenancy.FILES);
        List<Object> made = tenancy.ledger("tenant_02").get(3 * Tenancy.FILES);
        assertThat(adopted).contains("MARK_RAN");
        assertThat(made).contains("EXECUTED");
    }

    @Test
    void aChangelogThatNamesTheSchemaIsReadForEach() throws Exception {
        tenancy.append("named.yaml", """
                  - changeSet:
                      id: named
                      author: test
                      changes: [ { sql: { sql: "COMMENT ON TABLE t1 IS '${database.defaultSchemaName}'" } } ]
                """);

        tenancy.update();

        assertThat(IntStream.rangeClosed(1, TENANTS).mapToObj(Tenancy::name))
                .allMatch(schema -> tenancy.db
                        .query("SELECT obj_description('" + schema + ".t1'::regclass)")
                        .equals(List.of(List.of(schema))));
    }

    @Test
    void aSchemaThatSomebodyHasLockedIsNotTouched() throws SQLException {
        Replay replay = new Replay("x", "y", "", "CREATE TABLE tenant_01.never ()", 1, true);
        tenancy.update();
        try (Replayer replayer = new Replayer(tenancy.target(), tenancy.settings());
                Connection other = tenancy.db.connect()) {
            Sql.on(other).run("""
                    SELECT pg_advisory_lock(hashtextextended('sluice lock ' || current_database() || ' tenant_01', 0))""");
            assertThat(replayer.run(replay, "tenant_01")).isFalse();

            Sql.on(other)
                    .run("SELECT pg_advisory_unlock_all(); UPDATE tenant_01.databasechangeloglock SET locked = TRUE");
            assertThat(replayer.run(replay, "tenant_01")).isFalse();

            Sql.on(other).run("UPDATE tenant_01.databasechangeloglock SET locked = FALSE");
            assertThat(replayer.run(replay, "tenant_01"))
                    .as("not in the state it was made for")
                    .isFalse();
        }
        assertThat(tenancy.db
                        .query("SELECT to_regclass('tenant_01.never')::text")
                        .get(0)
                        .get(0))
                .isNull();
        assertThat(tenancy.locks()).isEmpty();
    }
}
