package sluice.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.cli.Cli;
import sluice.environment.Key;
import sluice.environment.connection.Password;
import sluice.environment.connection.Target;
import sluice.fleet.changelog.Changelog;
import sluice.fleet.report.FleetListener;
import sluice.fleet.report.FleetReport;
import sluice.fleet.report.Outcome;
import sluice.fleet.runs.Run;
import sluice.sql.Sql;

/** Many tenants, some of them broken in ways of their own: the rest is migrated, and what was repaired is resumed. */
final class SabotageTest {

    private static final int TENANTS = Integer.getInteger("tenants", 60);
    private static final String NEW_CHANGESETS = """
              - changeSet:
                  id: no-doubles
                  author: test
                  changes: [ { addUniqueConstraint: { tableName: t1, columnNames: name, constraintName: t1_name } } ]
              - changeSet:
                  id: linked
                  author: test
                  changes:
                    - sql: { sql: "ALTER TABLE t2 ADD t3_id bigint REFERENCES t3 (id)" }
                    - sql: { sql: "UPDATE t2 SET t3_id = (SELECT min(id) FROM t3)" }
            """;

    @TempDir
    private Path folder;

    @Test
    void sevenAreNamedWithWhatIsWrongAndTheRestIsMigrated() throws Exception {
        try (Tenancy tenancy = Tenancy.of(TENANTS, folder);
                Connection other = tenancy.db.connect()) {
            assertThat(tenancy.update().count(Outcome.MIGRATED)).isEqualTo(TENANTS);
            sabotage(tenancy, other);
            tenancy.append("new.yaml", NEW_CHANGESETS);

            FleetReport report = tenancy.update();

            Map<String, String> failed = new TreeMap<>();
            report.schemas().stream()
                    .filter(schema -> schema.outcome() == Outcome.FAILED)
                    .forEach(schema ->
                            failed.put(schema.schema(), (schema.sqlState() + " " + schema.changeset()).strip()));
            assertThat(failed)
                    .as("%s", report.schemas())
                    .containsOnly(
                            Map.entry("tenant_07", "42P01 linked"),
                            Map.entry("tenant_13", "55P03 no-doubles"),
                            Map.entry("tenant_20", "t1-create"),
                            Map.entry("tenant_33", "23505 no-doubles"),
                            Map.entry("tenant_41", "23503 linked"),
                            Map.entry("tenant_48", "42701 linked"),
                            Map.entry("tenant_55", "3F000"));
            assertThat(error(report, "tenant_20")).contains("t1-create").contains("edited after it ran here");
            assertThat(report.count(Outcome.MIGRATED)).isEqualTo(TENANTS - 7);
            assertThat(report.hasTrouble()).isTrue();
            assertThat(tenancy.locks()).isEmpty();

            Cli again = tenancy.cli("update", "--only", "failed", "--json", "-");
            assertThat(again.status()).isOne();
            failed.forEach((schema, what) -> assertThat((again.schema(schema)
                                            .get("sqlstate")
                                            .asText("") + " "
                                    + again.schema(schema).get("changeset").asText(""))
                            .strip())
                    .as(schema)
                    .isEqualTo(what));
            repair(tenancy, other);
            Cli resumed = tenancy.cli("update", "--resume", "--json", "-");

            assertThat(resumed.status()).as(resumed.err()).isZero();
            assertThat(resumed.json().at("/totals/schemas").asInt()).isEqualTo(7);
            failed.keySet()
                    .forEach(schema -> assertThat(resumed.outcome(schema)).isEqualTo("migrated"));
            assertThat(tenancy.update(UpdateOrder.Which.LEFT).schemas()).isEmpty();
            assertThat(tenancy.update().count(Outcome.UP_TO_DATE)).isEqualTo(TENANTS);
            assertThat(tenancy.locks()).isEmpty();
        }
    }

    private static String error(FleetReport report, String tenant) {
        return report.schemas().stream()
                .filter(schema -> schema.schema().equals(tenant))
                .findFirst()
                .orElseThrow()
                .error();
    }

    private static void sabotage(Tenancy tenancy, Connection other) throws Exception {
        tenancy.db.migration().execute("""
                DROP TABLE tenant_07.t3;
                UPDATE tenant_20.databasechangelog SET md5sum = '9:00000000000000000000000000000000' WHERE id = 't1-create';
                INSERT INTO tenant_33.t1 (name) VALUES ('one; two');
                ALTER TABLE tenant_41.t2 ADD t3_old bigint;
                ALTER TABLE tenant_48.t2 ADD t3_id integer;
                CREATE FUNCTION tenant_41.refuse() RETURNS trigger LANGUAGE plpgsql
                    AS $$ BEGIN RAISE foreign_key_violation USING MESSAGE = 'a broken row'; END $$;
                CREATE TRIGGER refuse BEFORE UPDATE ON tenant_41.t2 FOR EACH ROW EXECUTE FUNCTION tenant_41.refuse()
                """);
        other.setAutoCommit(false);
        Sql.on(other).run("LOCK TABLE tenant_13.t1 IN ACCESS SHARE MODE");
        // chosen by its name, and gone when its turn comes
        tenancy.listener = new FleetListener() {
            @Override
            public void started(String schema) {
                if (schema.equals("tenant_55")) {
                    tenancy.db.execute("DROP SCHEMA tenant_55 CASCADE");
                }
            }
        };
    }

    private static void repair(Tenancy tenancy, Connection other) throws Exception {
        other.rollback();
        tenancy.listener = FleetListener.NONE;
        String checksum = (String) tenancy.db
                .query("SELECT md5sum FROM tenant_01.databasechangelog WHERE id = 't1-create'")
                .get(0)
                .get(0);
        tenancy.db.migration().execute("""
                CREATE TABLE tenant_07.t3 (LIKE tenant_01.t3 INCLUDING ALL);
                UPDATE tenant_20.databasechangelog SET md5sum = '%s' WHERE id = 't1-create';
                DELETE FROM tenant_33.t1 WHERE id = 2;
                DROP TRIGGER refuse ON tenant_41.t2;
                ALTER TABLE tenant_48.t2 DROP t3_id;
                CREATE SCHEMA tenant_55
                """.formatted(checksum));
    }

    @Test
    void aRoleWithoutRightsInOneSchemaIsToldSoAndDoesTheRestUnrecorded() throws Exception {
        try (Tenancy tenancy = Tenancy.of(6, folder)) {
            String role = tenancy.db.readOnlyRole();
            IntStream.of(1, 2, 3, 5, 6)
                    .mapToObj(Tenancy::name)
                    .forEach(schema -> tenancy.db.execute("GRANT ALL ON SCHEMA " + schema + " TO " + role));
            List<String> warnings = new ArrayList<>();
            FleetListener listener = new FleetListener() {
                @Override
                public void warning(String message) {
                    warnings.add(message);
                }
            };
            Target target = new Target(tenancy.target().url(), role, Password.of(role));
            Changelog changelog = new Changelog(folder, "changelog.yaml", folder.resolve("verify.yaml"));
            try (Fleet fleet = new Fleet(changelog, tenancy.settings(), target, listener, () -> false)) {
                FleetReport report = fleet.update(UpdateOrder.ALL);

                assertThat(report.count(Outcome.MIGRATED))
                        .as("%s", report.schemas())
                        .isEqualTo(5);
                assertThat(report.schemas().get(3).outcome()).isEqualTo(Outcome.FAILED);
                assertThat(report.schemas().get(3).sqlState()).isEqualTo("42501");
                assertThat(warnings).singleElement().asString().contains("not recorded", "CREATE SCHEMA sluice");
                assertThat(fleet.history(5)).isEmpty();
            }
        }
    }

    @Test
    void whatOneRunDidIsTakenBackAndNothingElse() throws Exception {
        try (Tenancy tenancy = Tenancy.of(5, folder)) {
            tenancy.append("one.yaml", reversible("first"));
            tenancy.options.put(Key.SCHEMAS, "tenant\\_03");
            tenancy.update();
            tenancy.options.put(Key.SCHEMAS, "tenant\\_%");
            tenancy.update();
            tenancy.append("two.yaml", reversible("second"));
            tenancy.update();
            try (Fleet fleet = tenancy.fleet()) {
                List<Run> runs = fleet.history(10);
                assertThat(runs).extracting(Run::outcome).containsOnly("done");
                long last = runs.get(0).id();

                FleetReport early = fleet.rollbackRun(runs.get(1).id());
                assertThat(early.schemas())
                        .hasSize(4)
                        .allMatch(schema -> schema.error().contains("a later run"));

                FleetReport back = fleet.rollbackRun(last);
                assertThat(back.count(Outcome.ROLLED_BACK))
                        .as("%s", back.schemas())
                        .isEqualTo(5);
                assertThat(back.schemas()).allMatch(schema -> schema.changesets() == 1);
            }
            assertThat(tenancy.db.query("SELECT tablename FROM pg_tables WHERE tablename = 'second'"))
                    .isEmpty();
            assertThat(tenancy.db.query("SELECT tablename FROM pg_tables WHERE tablename = 'first'"))
                    .hasSize(5);
        }
    }

    private static String reversible(String table) {
        return """
                  - changeSet:
                      id: %1$s
                      author: test
                      changes: [ { createTable: { tableName: %1$s, columns: [ { column: { name: id, type: int } } ] } } ]
                """.formatted(table);
    }
}
