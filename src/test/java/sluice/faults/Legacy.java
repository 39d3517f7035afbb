package sluice.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import sluice.environment.JdbcUrl;
import sluice.environment.Key;
import sluice.environment.Settings;
import sluice.sql.Identifier;
import sluice.sql.Sql;
import sluice.task.IsolatedWorker;
import sluice.task.ProgressListener;
import sluice.task.Report;
import sluice.task.Request;

/** The state before a migration, as {@code sluice demo} loads it. */
public final class Legacy {

    private static final Path PROJECT =
            Path.of(System.getProperty("project.directory", ".")).toAbsolutePath();

    private Legacy() {}

    /** In a database to copy from. */
    static void make(Site site, String system) throws SQLException, IOException {
        String database = "legacy_" + system;
        site.copy("template1", database);
        if (system.equals("listings")) {
            site.copy("template1", "monolith");
            try (Connection connection = site.connect("monolith")) {
                connection.setAutoCommit(false);
                Sql.on(connection).run(Files.readString(PROJECT.resolve("changelogs/listings/legacy/monolith.sql")));
                connection.commit();
            }
            return;
        }
        List<String> schemas = system.equals("marketplace") ? List.of("user_1", "user_2", "user_3") : List.of("public");
        for (String schema : schemas) {
            try (Connection connection = site.connect(database)) {
                Sql.on(connection).run("CREATE SCHEMA IF NOT EXISTS " + Identifier.of(schema));
            }
            load(site.url(database), Site.USER, Site.PASSWORD, system, schema);
        }
    }

    /** What the context demo loads into a schema that is there, up to the tag with which a system begins. */
    public static void load(String url, String user, String password, String system, String schema) {
        Settings settings = Settings.read(
                new Settings.Sources(PROJECT.resolve("contexts"), null, system, Map.of(Key.URL, url), Map.of()));
        Request request = new Request(
                Request.Action.UPDATE,
                JdbcUrl.of(url).withSchema(schema).text(),
                user,
                password,
                "changelogs/" + system + "/changelog.yaml",
                PROJECT.toString(),
                "demo",
                "",
                system + "-start",
                settings.asMap());
        try (IsolatedWorker worker = new IsolatedWorker(() -> false)) {
            Report report = worker.run(request, ProgressListener.NONE);
            if (!report.error().isEmpty()) {
                throw new AssertionError(report.error());
            }
        }
    }
}
