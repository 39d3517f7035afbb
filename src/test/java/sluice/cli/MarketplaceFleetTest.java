package sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.environment.TestDatabase;
import sluice.marketplace.DatabaseFingerprint;
import sluice.marketplace.LegacyJobs;
import sluice.marketplace.LegacyTenants;
import sluice.marketplace.OriginalScript;
import sluice.marketplace.TenantState;
import sluice.sql.ScriptRunner;

/** The whole path of the marketplace migration over four tenants, by the commands that an operator types. */
final class MarketplaceFleetTest {

    private static final List<String> TENANTS = List.of("user_1", "user_2", "user_3", "user_4");
    private static final String AGAIN = "020-group-jobs-into-batch-jobs";

    private final TestDatabase db = TestDatabase.create();
    private final List<String> seeds = new ArrayList<>();

    @BeforeEach
    void fill() throws SQLException {
        try (Connection connection = db.connect()) {
            LegacyTenants.create(connection)
                    .withoutBatches("user_1")
                    .withBatches("user_2", 5)
                    .withoutBatches("user_3")
                    .withBatches("user_4", 3)
                    .withoutJobs("user_5");
            for (int i = 0; i < TENANTS.size(); i++) {
                seeds.add(LegacyJobs.fill(connection, TENANTS.get(i), 750, 150, 40 + i)
                        .toString());
            }
        }
    }

    @AfterEach
    void drop() {
        db.close();
    }

    @Test
    void fourTenantsEndAsTheOriginalScriptEndsThem() throws SQLException {
        try (TestDatabase peer = db.copy()) {
            try (Connection connection = peer.connect()) {
                LegacyTenants.in(connection).addBatches("user_1").addBatches("user_3");
                OriginalScript.run(connection, TENANTS);
            }
            Cli run = Cli.on(db, "update", "--parallel", "4", "--json", "-");
            assertThat(run.outcome("user_5")).isEqualTo("skipped");
            assertThat(run.schema("user_5").get("error").asText()).contains("no table marketplace_jobs");
            assertThat(run.status()).as(run.err()).isZero();
            for (String tenant : TENANTS) {
                assertThat(run.outcome(tenant)).isEqualTo("migrated");
                assertSameState(db, peer, tenant);
            }
            JsonNode totals = run.json().get("totals");
            assertThat(totals.get("rows").asLong())
                    .isEqualTo(totals.at("/counts/jobs linked").asLong());
            assertThat(totals.at("/counts/batches created").asLong()).isEqualTo(600);
            assertNothingOfOursIn("user_5", "public", "user_invalid");
        }
    }

    @Test
    void aSecondRunFindsEverythingUpToDateAndChangesNothing() throws SQLException {
        Cli.on(db, "update");
        DatabaseFingerprint before = fingerprint(db);
        Cli second = Cli.on(db, "update", "--json", "-");
        assertThat(second.status()).isZero();
        assertThat(second.json().at("/totals/up-to-date").asInt()).isEqualTo(4);
        assertThat(fingerprint(db)).isEqualTo(before);
        assertThat(Cli.on(db, "preview").out()).contains("-- Nothing is pending here.");
    }

    /** The plan of a tenant, as psql reads it with the variable schema. */
    private static String plan(Path folder, String tenant) throws IOException {
        for (JsonNode plan : new ObjectMapper()
                .readTree(folder.resolve("index.json").toFile())
                .get("plans")) {
            for (JsonNode schema : plan.get("schemas")) {
                if (schema.asText().equals(tenant)) {
                    return Files.readString(folder.resolve(plan.get("file").asText()))
                            .replace(":\"schema\"", '"' + tenant + '"')
                            .replace(":'schema'", "'" + tenant + "'");
                }
            }
        }
        throw new AssertionError("No plan for " + tenant);
    }

    @Test
    void aPreviewByARoleThatCanOnlyReadChangesNothingAndItsScriptsEndAsTheRun(@TempDir Path folder) throws Exception {
        DatabaseFingerprint before = fingerprint(db);
        Cli preview = Cli.run(Cli.arguments(db, db.preview().username(), "preview", "--output", folder.toString()));
        assertThat(preview.status()).as(preview.err()).isZero();
        assertThat(fingerprint(db)).isEqualTo(before);
        try (TestDatabase copy = db.copy()) {
            for (String tenant : TENANTS) {
                try (Connection connection = copy.connect()) {
                    ScriptRunner.run(connection, plan(folder, tenant));
                }
            }
            Cli.on(db, "update");
            for (String tenant : TENANTS) {
                assertSameState(copy, db, tenant);
            }
            assertThat(Cli.on(copy, "update", "--json", "-")
                            .json()
                            .at("/totals/up-to-date")
                            .asInt())
                    .isEqualTo(4);
            assertThat(Cli.on(copy, "verify").status()).isZero();
        }
    }

    @Test
    void aPreviewIntoAFileIsAScriptAndNothingElseAndLeavesNoLockWhenItStopsHalfWay() throws Exception {
        String script = Cli.on(db, "preview", "--schemas", "user\\_1").out();
        String broken = script.split("-- Create Database Change Log Table")[0] + "SELECT 1/0;";
        try (Connection connection = db.connect()) {
            assertThatThrownBy(() -> ScriptRunner.run(connection, broken)).hasMessageContaining("division by zero");
        }
        assertThat(db.query("SELECT locked FROM user_1.databasechangeloglock").toString())
                .contains("true");
        assertThat(Cli.on(db, "update").status()).isZero();
    }

    @Test
    void tenantsInTheSameStateShareAPlanAndOnlyApprovedPlansRun(@TempDir Path folder) throws Exception {
        Cli.on(db, "preview", "--output", folder.toString());
        Path index = folder.resolve("index.json");
        List<String> groups = new ArrayList<>();
        JsonNode plans = new ObjectMapper().readTree(index.toFile()).get("plans");
        plans.forEach(plan -> groups.add(plan.get("schemas").toString()));
        assertThat(groups).containsExactlyInAnyOrder("[\"user_1\",\"user_3\"]", "[\"user_2\",\"user_4\"]");

        db.execute("ALTER TABLE user_3.marketplace_jobs ADD COLUMN batch_job_id integer");
        Cli approved = Cli.on(db, "update", "--approved", index.toString(), "--json", "-");
        assertThat(approved.status()).isOne();
        assertThat(approved.outcome("user_3")).isEqualTo("failed");
        for (String tenant : List.of("user_1", "user_2", "user_4")) {
            assertThat(approved.outcome(tenant)).isEqualTo("migrated");
        }
    }

    @Test
    void aRollbackTakesAwayWhatTheMigrationMadeAndAnUpdateEndsTheSame() throws SQLException {
        Cli.on(db, "update", "--to-tag", "batch-schema");
        List<TenantState> before = states();
        Cli.on(db, "update");
        List<TenantState> migrated = states();
        Cli rollback = Cli.on(db, "rollback", "--to-tag", "batch-schema", "--json", "-");
        assertThat(rollback.status()).as(rollback.err()).isZero();
        assertThat(rollback.outcome("user_2")).isEqualTo("rolled-back");
        assertThat(rollback.outcome("user_5")).isEqualTo("skipped");
        assertThat(states()).isEqualTo(before);
        Cli.on(db, "update");
        assertThat(states()).isEqualTo(migrated);
    }

    @Test
    void aRollbackToTheStartLeavesAdoptedTablesAlone() throws SQLException {
        DatabaseFingerprint start = fingerprint(db);
        Cli.on(db, "update");
        assertThat(Cli.on(db, "rollback", "--to-tag", "marketplace-start").status())
                .isZero();
        assertThat(withoutOurTables(fingerprint(db))).isEqualTo(withoutOurTables(start));
    }

    @Test
    void aLateJobIsReportedByVerifyAndLinkedByRunningTheDataChangeAgain() throws SQLException {
        Cli.on(db, "update");
        String batch = db.query("SELECT min(batch_id) FROM user_1.marketplace_jobs WHERE batch_job_id IS NOT NULL")
                .get(0)
                .get(0)
                .toString();
        try (Connection connection = db.connect()) {
            LegacyJobs.add(connection, "user_1", batch, "failed");
        }
        Cli verify = Cli.on(db, "verify", "--json", "-");
        assertThat(verify.status()).isOne();
        assertThat(verify.outcome("user_1")).isEqualTo("failed");
        assertThat(verify.schema("user_1").get("error").asText())
                .contains("found 1")
                .contains(AGAIN);
        assertThat(verify.outcome("user_2")).isEqualTo("verified");
        Cli again = Cli.on(db, "update", "--again", AGAIN, "--json", "-");
        assertThat(again.status()).as(again.err()).isZero();
        assertThat(again.schema("user_1").get("rows").asInt()).isOne();
        assertThat(Cli.on(db, "verify").status()).isZero();
    }

    @Test
    void aLateJobOfANativeBatchIsTakenBackWithItsCountersOnly() throws SQLException {
        db.execute("INSERT INTO user_2.marketplace_jobs (batch_id, action_type_id, status) "
                + "SELECT batch_id, 1, 'failed' FROM user_2.batch_jobs ORDER BY id LIMIT 1");
        Cli.on(db, "update", "--to-tag", "batch-schema");
        List<TenantState> before = states();
        Cli update = Cli.on(db, "update", "--json", "-");
        assertThat(update.schema("user_2").at("/counts/late jobs linked").asInt())
                .isOne();
        assertThat(Cli.on(db, "verify").status()).isZero();
        Cli.on(db, "rollback", "--to-tag", "batch-schema");
        assertThat(states()).isEqualTo(before);
    }

    @Test
    void aBadBatchIsSetAsideAndTriedAgainWhenItIsMended() throws SQLException {
        Cli.on(db, "update", "--to-tag", "batch-schema");
        db.migration()
                .execute("ALTER TABLE user_1.batch_jobs ADD CONSTRAINT no_update CHECK (action_code <> 'update')");
        Cli run = Cli.on(db, "update", "--json", "-");
        assertThat(run.status()).isOne();
        assertThat(run.outcome("user_1")).isEqualTo("failed");
        long rejected = run.schema("user_1").get("rejected").asLong();
        assertThat(rejected).isPositive();
        assertThat(run.outcome("user_2")).isEqualTo("migrated");
        assertThat(db.query("SELECT DISTINCT sqlstate FROM user_1.sluice_reject")
                        .toString())
                .contains("23514");
        assertThat(db.query(
                                "SELECT count(*) FROM user_1.marketplace_jobs WHERE batch_id IS NOT NULL AND batch_job_id IS NULL "
                                        + "AND batch_id NOT IN (SELECT key[1] FROM user_1.sluice_reject)")
                        .toString())
                .contains("0");
        db.migration().execute("ALTER TABLE user_1.batch_jobs DROP CONSTRAINT no_update");
        Cli mended = Cli.on(db, "update", "--json", "-");
        assertThat(mended.status()).as(mended.err()).isZero();
        assertThat(mended.outcome("user_1")).isEqualTo("migrated");
        assertThat(mended.schema("user_1").get("rejected").asInt()).isZero();
        assertThat(Cli.on(db, "verify").status()).isZero();
    }

    @Test
    void statusTellsHowFarEachSchemaIs() throws SQLException {
        assertThat(Cli.on(db, "status", "--json", "-")
                        .schema("user_1")
                        .get("state")
                        .asText())
                .isEqualTo("not begun");
        Cli.on(db, "update", "--to-tag", "batch-schema");
        Cli status = Cli.on(db, "status", "--json", "-");
        assertThat(status.schema("user_1").get("tag").asText()).isEqualTo("batch-schema");
        assertThat(status.schema("user_1").get("state").asText()).isEqualTo("behind");
        Cli.on(db, "update");
        assertThat(Cli.on(db, "status", "--json", "-").outcome("user_1")).isEqualTo("up-to-date");
    }

    private void assertSameState(TestDatabase ours, TestDatabase theirs, String tenant) throws SQLException {
        try (Connection some = ours.connect();
                Connection others = theirs.connect()) {
            assertThat(TenantState.read(some, tenant).differencesFrom(TenantState.read(others, tenant)))
                    .as(tenant + " " + seeds)
                    .isEmpty();
        }
    }

    private List<TenantState> states() throws SQLException {
        List<TenantState> states = new ArrayList<>();
        try (Connection connection = db.connect()) {
            for (String tenant : TENANTS) {
                states.add(TenantState.read(connection, tenant));
            }
        }
        return states;
    }

    private static DatabaseFingerprint fingerprint(TestDatabase database) throws SQLException {
        try (Connection connection = database.superuser().connect()) {
            return DatabaseFingerprint.read(connection);
        }
    }

    private static DatabaseFingerprint withoutOurTables(DatabaseFingerprint all) {
        return all.without(entry -> entry.matches("(?s).*(sluice_|databasechangelog|migration_log|_seq).*"));
    }

    private void assertNothingOfOursIn(String... schemas) throws SQLException {
        assertThat(db.query("SELECT schemaname, tablename FROM pg_tables WHERE schemaname IN ('"
                        + String.join("', '", schemas)
                        + "') AND tablename ~ 'sluice_|databasechangelog|migration_log'"))
                .isEmpty();
    }
}
