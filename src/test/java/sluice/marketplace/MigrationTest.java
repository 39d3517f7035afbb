package sluice.marketplace;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sluice.environment.JdbcUrl;
import sluice.environment.Key;
import sluice.environment.Settings;
import sluice.environment.TestDatabase;
import sluice.task.IsolatedWorker;
import sluice.task.ProgressListener;
import sluice.task.Report;
import sluice.task.Request;

/** The migration of one tenant, held to the script that it replaces. */
final class MigrationTest {

    static Request request(TestDatabase db, String schema, Request.Action action, String argument) {
        Settings settings = Settings.read(
                new Settings.Sources(Path.of("contexts"), null, "marketplace", Map.of(Key.URL, db.url()), Map.of()));
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
    void equalsTheOriginalScriptFieldByField() throws Exception {
        try (TestDatabase db = TestDatabase.create()) {
            String seed;
            try (Connection connection = db.connect()) {
                LegacyTenants tenants = LegacyTenants.create(connection);
                tenants.withoutBatches("user_1").withBatches("user_2", 5);
                seed = LegacyJobs.fill(connection, "user_1", 1000, 200, 1) + " "
                        + LegacyJobs.fill(connection, "user_2", 1000, 200, 2);
            }
            try (TestDatabase peer = db.copy();
                    IsolatedWorker worker = new IsolatedWorker(() -> false)) {
                try (Connection connection = peer.connect()) {
                    LegacyTenants.in(connection).addBatches("user_1");
                    OriginalScript.run(connection, List.of("user_1", "user_2"));
                }
                for (String schema : List.of("user_1", "user_2")) {
                    Report report = worker.run(request(db, schema, Request.Action.UPDATE, ""), ProgressListener.NONE);
                    assertThat(report.error()).isEmpty();
                    try (Connection ours = db.connect();
                            Connection theirs = peer.connect()) {
                        assertThat(TenantState.read(ours, schema).differencesFrom(TenantState.read(theirs, schema)))
                                .as(seed)
                                .isEmpty();
                    }
                            worker.run(request(db, schema, Request.Action.UPDATE, ""), ProgressListener.NONE));
                                    request(db, schema, Request.Action.PREVIEW_ROLLBACK, "batch-schema"),
                                    ProgressListener.NONE)
                            .text());
                            request(db, schema, Request.Action.ROLLBACK, "batch-schema"), ProgressListener.NONE));
                            request(db, schema, Request.Action.ROLLBACK, "marketplace-start"), ProgressListener.NONE));
                            worker.run(request(db, schema, Request.Action.PREVIEW, ""), ProgressListener.NONE)
                                    .text());
                }
            }
        }
    }
}
