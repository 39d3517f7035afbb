package sluice.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import sluice.environment.Key;
import sluice.environment.Settings;
import sluice.environment.connection.JdbcUrl;
import sluice.environment.contexts.Given;
import sluice.environment.contexts.Reading;
import sluice.sql.Identifier;
import sluice.sql.Sql;
import sluice.task.request.ProgressListener;
import sluice.task.request.Report;
import sluice.task.request.Request;
import sluice.task.worker.IsolatedWorker;

/** The state before a migration, as {@code sluice demo} loads it. */
public final class Legacy {

    private static final Path PROJECT =
            Path.of(System.getProperty("project.directory", ".")).toAbsolutePath();

    // samples for people have a dozen rows: the same rows again and again, so that a run has a middle
    private static final String MORE_BATCHES = """
            INSERT INTO job_batches SELECT (jsonb_populate_record(b, jsonb_build_object(
                'id', md5(b.id || n)::uuid))).* FROM job_batches b, generate_series(1, 200) n;
            INSERT INTO grading_jobs SELECT (jsonb_populate_record(j, jsonb_build_object(
                'id', md5(j.id || n)::uuid, 'batch_id', md5(j.batch_id || n)::uuid))).*
            FROM grading_jobs j, generate_series(1, 200) n""";
    private static final String MORE_LISTINGS = """
            INSERT INTO c2c_listings SELECT (jsonb_populate_record(l, jsonb_build_object(
                'id', 1000000 + 10000 * n + l.id))).* FROM c2c_listings l, generate_series(1, 150) n;
            INSERT INTO c2c_images SELECT (jsonb_populate_record(i, jsonb_build_object(
                'id', 1000000 + 10000 * n + i.id, 'listing_id', 1000000 + 10000 * n + i.listing_id))).*
            FROM c2c_images i, generate_series(1, 150) n""";

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
                Sql.on(connection).run(MORE_LISTINGS);
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
        if (system.equals("grading")) {
            try (Connection connection = site.connect(database)) {
                Sql.on(connection).run(MORE_BATCHES);
            }
        }
    }

    /** What the context demo loads into a schema that is there, up to the tag with which a system begins. */
    public static void load(String url, String user, String password, String system, String schema) {
        Settings settings =
                Reading.settings(new Given(PROJECT.resolve("contexts"), null, system, Map.of(Key.URL, url), Map.of()));
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
