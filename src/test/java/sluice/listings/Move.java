package sluice.listings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import sluice.environment.Key;
import sluice.environment.Settings;
import sluice.environment.TestDatabase;
import sluice.environment.contexts.Given;
import sluice.environment.contexts.Reading;
import sluice.fleet.Fleet;
import sluice.fleet.changelog.Workspace;
import sluice.fleet.report.FleetListener;
import sluice.fleet.report.SchemaReport;
import sluice.task.request.ProgressListener;
import sluice.task.request.Report;
import sluice.task.request.Request;
import sluice.task.worker.IsolatedWorker;

/** A monolith and a service's database, and the changelog that moves listings from the one to the other. */
final class Move implements AutoCloseable {

    static final String SCHEMA = "listings";
    static final String COPY = "listings::020-copy-listings::listings";
    static final String DETAILS = "listings::021-copy-listing-details::listings";

    private static final Path PROJECT =
            Path.of(System.getProperty("project.directory", ".")).toAbsolutePath();

    final TestDatabase source = TestDatabase.create();
    final TestDatabase target = TestDatabase.create();
    private final Map<Key, String> options = new HashMap<>();
    private final Map<String, String> variables = new HashMap<>();

    /** Both databases: the monolith with the rows that ship, the service's with an empty schema. */
    Move() {
        source.execute(file("changelogs/listings/legacy/monolith.sql"));
        target.execute("CREATE SCHEMA " + SCHEMA);
        options.put(Key.URL, target.url());
        options.put(Key.LABELS, "!full");
        options.put(Key.RETRIES, "3");
        options.put(Key.SCHEMAS, SCHEMA);
        variables.put("SLUICE_SOURCE_MONOLITH_URL", source.url());
        variables.put("SLUICE_SOURCE_MONOLITH_USERNAME", source.source().username());
        variables.put("SLUICE_SOURCE_MONOLITH_PASSWORD_FILE", secret(source.password()));
    }

    private static String secret(String password) {
        try {
            Path file = Files.createTempFile("monolith", ".password"); // which nobody else may read
            file.toFile().deleteOnExit();
            return Files.writeString(file, password.isEmpty() ? "none" : password)
                    .toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String file(String path) {
        try {
            return Files.readString(PROJECT.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs with another setting from now on. */
    Move with(Key key, String value) {
        options.put(key, value);
        return this;
    }

    /** Runs with another setting of the source from now on, e.g. ZONE; null takes it away. */
    Move monolith(String what, String value) {
        variables.put("SLUICE_SOURCE_MONOLITH_" + what, value);
        variables.values().removeIf(java.util.Objects::isNull);
        return this;
    }

    Report update(IsolatedWorker worker) {
        return run(worker, Request.Action.UPDATE, "");
    }

    Report run(IsolatedWorker worker, Request.Action action, String argument) {
        return worker.run(request(action, argument), ProgressListener.NONE);
    }

    Request request(Request.Action action, String argument) {
        Settings settings = settings();
        return new Request(
                action,
                settings.url().withSchema(SCHEMA).text(),
                target.username(),
                target.password(),
                "changelogs/listings/changelog.yaml",
                PROJECT.toString(),
                settings.contexts(),
                settings.labels(),
                argument,
                settings.asMap());
    }

    /** What must hold after the copy, held against the monolith as it is now. */
    SchemaReport verified() {
        Settings settings = settings();
        try (Fleet fleet = new Fleet(
                new Workspace(PROJECT).changelog("listings"),
                settings,
                target.preview().target(),
                FleetListener.NONE,
                () -> false)) {
            return fleet.verify("after").schemas().get(0);
        } catch (SQLException trouble) {
            throw new IllegalStateException(trouble);
        }
    }

    private Settings settings() {
        return Reading.settings(new Given(PROJECT.resolve("contexts"), null, "listings", options, variables));
    }

    Move atSource(String sql) {
        source.execute(sql);
        return this;
    }

    /** Runs statements as the role that migrates, to whom the tables belong; the service may only write to them. */
    void alterTarget(String sql) {
        target.migration().execute("SET search_path = " + SCHEMA + "; " + sql);
    }

    void atTarget(String sql) {
        target.execute("SET search_path = " + SCHEMA + "; " + sql);
    }

    /** The rows of a query on the service's schema, each as one text. */
    List<String> rows(String query) {
        return target.query("SELECT q::text FROM (" + query + ") q").stream()
                .map(row -> String.valueOf(row.get(0)))
                .toList();
    }

    /** The one value of a query on the service's schema, as text. */
    String value(String query) {
        return String.valueOf(
                target.query("SELECT (" + query + ")::text").get(0).get(0));
    }

    /** Everything that a copy wrote, to the last field. */
    List<String> everything() {
        List<String> all = new java.util.ArrayList<>(rows("SELECT * FROM listings.listings ORDER BY id"));
        for (String table : List.of("listing_images", "listing_attributes", "listing_tags", "listing_locations")) {
            all.addAll(rows("SELECT * FROM listings." + table + " ORDER BY id"));
        }
        all.addAll(rows("SELECT * FROM listings.listing_stats ORDER BY listing_id"));
        return all;
    }

    /** The reasons for which rows were set aside, by their key. */
    Map<String, String> rejects(String changeset) {
        Map<String, String> rejects = new HashMap<>();
        target.query("SELECT array_to_string(key, '/'), message FROM listings.sluice_reject WHERE changeset = '"
                        + changeset + "'")
                .forEach(row -> rejects.put((String) row.get(0), (String) row.get(1)));
        return rejects;
    }

    @Override
    public void close() {
        source.close();
        target.close();
    }
}
