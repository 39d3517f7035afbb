package sluice.batch;

import java.nio.file.Path;
import java.util.Map;
import sluice.environment.Key;
import sluice.environment.Settings;
import sluice.environment.connection.JdbcUrl;
import sluice.environment.contexts.Given;
import sluice.environment.contexts.Reading;
import sluice.task.request.ProgressListener;
import sluice.task.request.Report;
import sluice.task.request.Request;
import sluice.task.worker.IsolatedWorker;

/** The ledger's tables, made as every changelog makes them. */
public final class LedgerTables {

    private LedgerTables() {}

    /** Makes them in a schema that is there. */
    public static void create(String url, String username, String password, String schema) {
        Settings settings =
                Reading.settings(new Given(Path.of("contexts"), null, "ledger", Map.of(Key.URL, url), Map.of()));
        Request request = new Request(
                Request.Action.UPDATE,
                JdbcUrl.of(url).withSchema(schema).text(),
                username,
                password,
                "changelogs/ledger/changelog.yaml",
                Path.of("").toAbsolutePath().toString(),
                "adhoc",
                "",
                "",
                settings.asMap());
        try (IsolatedWorker worker = new IsolatedWorker(() -> false)) {
            Report report = worker.run(request, ProgressListener.NONE);
            if (!report.error().isEmpty()) {
                throw new IllegalStateException(report.error());
            }
        }
    }
}
