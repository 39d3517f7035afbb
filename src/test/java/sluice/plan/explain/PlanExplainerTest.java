package sluice.plan.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.Test;
import sluice.batch.Key;
import sluice.batch.Pace;
import sluice.environment.TestDatabase;
import sluice.plan.Backfill;
import sluice.plan.Plan;
import sluice.sql.Sql;

/** What a plan is said to mean, before anything runs. */
final class PlanExplainerTest {

    private static final Plan PLAN = Plan.of(Backfill.of("jobs", Key.of("id"))
            .where("done IS NULL")
            .change("jobs done", "UPDATE jobs j SET done = TRUE FROM kinds k WHERE k.id = j.kind AND :range(j)"));
    private static final String TABLES = "CREATE TABLE kinds (id integer PRIMARY KEY);"
            + "CREATE TABLE jobs (id integer PRIMARY KEY, kind integer, done boolean);"
            + "INSERT INTO jobs SELECT n, 1, CASE WHEN n % 2 = 0 THEN TRUE END FROM generate_series(1, 5000) n";

    private static List<String> explained(TestDatabase database, Plan plan) throws Exception {
        try (Connection connection = database.connect()) {
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            return new PlanExplainer(connection, Pace.DEFAULT, "a::b::c").explain(plan);
        }
    }

    @Test
    void countsWhatIsToBeDoneAndNamesTheLocks() throws Exception {
        try (TestDatabase database = TestDatabase.create()) {
            database.execute(TABLES);

            List<String> lines = explained(database, PLAN);

            assertThat(lines.get(0)).isEqualTo("walks jobs by id where done IS NULL");
            assertThat(lines).anyMatch(line -> line.contains("rows: 2500 (counted), batches: about 3 of 1000"));
            assertThat(lines).anyMatch(line -> line.contains("time: about") && line.contains("2500 rows read"));
            assertThat(lines).anyMatch(line -> line.contains("RowExclusiveLock and the changed rows on jobs"));
            assertThat(lines).anyMatch(line -> line.contains("AccessShareLock on kinds"));
            assertThat(lines).anyMatch(line -> line.contains("rewrites: none"));
            assertThat(database.query("SELECT count(*) FROM jobs WHERE done IS NULL")
                            .get(0)
                            .get(0))
                    .isEqualTo(2500L);
        }
    }

    @Test
    void saysSoWhereAnEarlierChangesetMakesTheTableOrTheColumn() throws Exception {
        try (TestDatabase database = TestDatabase.create()) {
            assertThat(explained(database, PLAN).get(1)).contains("nothing to measure yet");
            database.execute("CREATE TABLE jobs (id integer PRIMARY KEY)");
            assertThat(explained(database, PLAN).get(1)).contains("nothing to measure yet");
        }
    }

    @Test
    void doesNotWaitForLongBehindAChangeOfTheTable() throws Exception {
        try (TestDatabase database = TestDatabase.create();
                Connection other = database.connect()) {
            database.execute(TABLES);
            other.setAutoCommit(false);
            Sql.on(other).run("LOCK TABLE kinds IN ACCESS EXCLUSIVE MODE");

            assertThat(explained(database, PLAN))
                    .anyMatch(line -> line.contains("not known yet: ERROR: canceling statement"));
        }
    }
}
