package sluice.marketplace;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sluice.environment.Key;
import sluice.environment.Settings;
import sluice.environment.TestDatabase;
import sluice.environment.connection.JdbcUrl;
import sluice.environment.contexts.Given;
import sluice.environment.contexts.Reading;
import sluice.task.request.ProgressListener;
import sluice.task.request.Report;
import sluice.task.request.Request;
import sluice.task.worker.IsolatedWorker;

/** The migration of one tenant, through a worker. */
final class MigrationTest {

    static Request request(TestDatabase db, String schema, Request.Action action, String argument) {
        Settings settings = Reading.settings(
                new Given(Path.of("contexts"), null, "marketplace", Map.of(Key.URL, db.url()), Map.of()));
        return new Request(
                action,
                JdbcUrl.of(db.url()).withSchema(schema).text(),
                db.username(),
                db.password(),
                "changelogs/marketplace/changelog.yaml",
                Path.of("").toAbsolutePath().toString(),
                "adhoc",
                "",
                argument,
                settings.asMap());
    }

    @Test
    void countsWhatItDidAndNothingTwice() throws Exception {
        try (TestDatabase db = TestDatabase.create();
                IsolatedWorker worker = new IsolatedWorker(() -> false)) {
            try (Connection connection = db.connect()) {
                LegacyTenants.create(connection).withBatches("user_2", 5);
                LegacyJobs.fill(connection, "user_2", 400, 80, 2);
            }
            Report first = worker.run(request(db, "user_2", Request.Action.UPDATE, ""), ProgressListener.NONE);
            assertThat(first.error()).isEmpty();
            assertThat(first.outcome()).isEqualTo("migrated");
            assertThat(first.counts()).containsEntry("batches created", 80L).containsEntry("jobs linked", first.rows());
            Report second = worker.run(request(db, "user_2", Request.Action.UPDATE, ""), ProgressListener.NONE);
            assertThat(second.outcome()).isEqualTo("up-to-date");
            assertThat(second.rows()).isZero();
        }
    }
}
