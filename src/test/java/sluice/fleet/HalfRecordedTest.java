package sluice.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.environment.Key;
import sluice.fleet.report.Outcome;
import sluice.fleet.report.SchemaReport;

/** What a changeset did and that it did so are kept together or not at all, wherever a process ends. */
final class HalfRecordedTest {

    private static final String REVERSIBLE = """
              - changeSet:
                  id: made
                  author: test
                  changes:
                    - createTable: { tableName: made, columns: [ { column: { name: id, type: int } } ] }
                    - sql: { sql: "INSERT INTO made VALUES (1)" }
                  rollback:
                    - dropTable: { tableName: made }
            """;

    // a row that can't be written stands for a process that ends before it is
    private static final String REFUSE = """
            CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql
                AS $$ BEGIN RAISE 'no row of %% now', TG_ARGV[0]; END $$;
            CREATE TRIGGER refuse BEFORE %s ON tenant_01.databasechangelog FOR EACH ROW
                WHEN (%s.id = '%s') EXECUTE FUNCTION refuse('made')""";
    private static final String ALLOW = "DROP FUNCTION refuse CASCADE";

    @TempDir
    private Path folder;

    @Test
    void aChangesetWhoseRowIsMissingIsNotThereEither() throws Exception {
        try (Tenancy tenancy = tenancy()) {
            tenancy.update();
            tenancy.append("made.yaml", REVERSIBLE);
            tenancy.db.migration().execute(REFUSE.formatted("INSERT", "NEW", "made"));

            SchemaReport report = tenancy.update().schemas().get(0);

            assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(report.error()).contains("no row of made now");
            assertThat(report.changeset()).isEqualTo("made");
            assertThat(made(tenancy)).isEqualTo(List.of());
            assertThat(tenancy.locks()).isEmpty();

            tenancy.db.migration().execute(ALLOW);
            assertThat(tenancy.update().schemas().get(0).error()).isEmpty();
            assertThat(made(tenancy)).containsExactly(List.of("made"));
            assertThat(tenancy.db.query("SELECT * FROM tenant_01.made")).containsExactly(List.of(1));
        }
    }

    @Test
    void aChangesetWhoseRowCantBeTakenAwayIsStillThere() throws Exception {
        try (Tenancy tenancy = tenancy()) {
            tenancy.update();
            tenancy.append(
                    "made.yaml",
                    "  - changeSet: { id: t, author: test, changes: [ { tagDatabase: { tag: before } } ] }\n"
                            + REVERSIBLE);
            tenancy.update();
            tenancy.db.migration().execute(REFUSE.formatted("DELETE", "OLD", "made"));
            try (Fleet fleet = tenancy.fleet()) {
                assertThat(fleet.rollback("before").schemas().get(0).error()).contains("no row of made now");
                assertThat(made(tenancy)).containsExactly(List.of("made"));

                tenancy.db.migration().execute(ALLOW);
                assertThat(fleet.rollback("before").schemas().get(0).outcome()).isEqualTo(Outcome.ROLLED_BACK);
                assertThat(made(tenancy)).isEmpty();
            }
        }
    }

    @Test
    void whatOnlyACommitFindsOutStopsTheChangesetItself() throws Exception {
        try (Tenancy tenancy = tenancy()) {
            tenancy.append("deferred.yaml", """
                      - changeSet:
                          id: deferred
                          author: test
                          changes:
                            - sql: { sql: "CREATE TABLE d (id int PRIMARY KEY, p int REFERENCES d DEFERRABLE INITIALLY DEFERRED)" }
                            - sql: { sql: "INSERT INTO d VALUES (1, 2)" }
                    """);

            SchemaReport report = tenancy.update().schemas().get(0);

            assertThat(report.sqlState()).isEqualTo("23503");
            assertThat(report.changeset()).isEqualTo("deferred");
            assertThat(tenancy.ledger("tenant_01")).hasSize(3 * Tenancy.FILES);
            assertThat(tenancy.locks()).isEmpty();
        }
    }

    private Tenancy tenancy() throws Exception {
        Tenancy tenancy = Tenancy.of(1, folder);
        tenancy.options.put(Key.REPLAY, "off");
        return tenancy;
    }

    private static List<List<Object>> made(Tenancy tenancy) {
        return tenancy.db.query("SELECT tablename FROM pg_tables WHERE tablename = 'made'");
    }
}
