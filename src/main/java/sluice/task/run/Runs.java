package sluice.task.run;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import liquibase.GlobalConfiguration;
import liquibase.Scope;
import liquibase.changelog.ChangeLogHistoryServiceFactory;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.executor.ExecutorService;
import liquibase.executor.jvm.JdbcExecutor;
import liquibase.resource.ClassLoaderResourceAccessor;
import liquibase.resource.CompositeResourceAccessor;
import liquibase.resource.DirectoryResourceAccessor;
import liquibase.resource.ResourceAccessor;
import sluice.batch.BatchListener;
import sluice.batch.Checkpoint;
import sluice.batch.StepKey;
import sluice.batch.Throttle;
import sluice.batch.copy.Servers;
import sluice.batch.throttle.ServerPressure;
import sluice.environment.Settings;
import sluice.environment.connection.JdbcUrl;
import sluice.environment.connection.Password;
import sluice.environment.connection.Target;
import sluice.sql.Sql;
import sluice.task.Surroundings;
import sluice.task.changelog.ParsedChangelog;
import sluice.task.changelog.Skip;
import sluice.task.request.ProgressListener;
import sluice.task.request.Report;
import sluice.task.request.Request;

/** Does request after request, each on a connection and in a scope of its own; keeps the changelog that it parsed last. */
public final class Runs {

    private static final String NO_SCHEMA = "3F000";

    private final BooleanSupplier stopWanted;
    private ParsedChangelog parsed;

    /** @param stopWanted asked between batches and changesets; once it says yes, a running request ends as stopped */
    public Runs(BooleanSupplier stopWanted) {
        this.stopWanted = stopWanted;
    }

    /** Does what is asked, on this thread and, as Liquibase is, alone in its class loader. Trouble comes back as a report. */
    public Report run(Request request, ProgressListener listener) {
        Witness witness = new Witness(listener::ran, stopWanted);
        try (Connection connection = target(request).connect()) {
            requireSchema(request, connection);
            Map<String, Object> scope = scope(request, surroundings(request, witness, listener));
            Report report = Scope.child(scope, () -> run(request, connection, witness));
            parsed = witness.isClean() ? parsed : null;
            return report;
        } catch (Exception trouble) {
            parsed = null;
            return Trouble.report(trouble, witness);
        }
    }

    private static Target target(Request request) {
        return new Target(JdbcUrl.of(request.url()), request.username(), Password.of(request.password()));
    }

    /** Without USAGE the search path is empty: the schema would look as if nothing had ever run in it. */
    private static void requireSchema(Request request, Connection connection) throws SQLException {
        boolean one = request.action() != Request.Action.EXPECT
                && !target(request).url().isSqlite();
        if (one && Sql.on(connection).text("SELECT current_schema()") == null) {
            throw new SQLException(
                    "There is no such schema, or "
                            + Sql.on(connection).text("SELECT current_user")
                            + " may not use it (GRANT USAGE ON SCHEMA).",
                    NO_SCHEMA);
        }
    }

    private static Map<String, Object> scope(Request request, Surroundings surroundings) throws Exception {
        Map<String, Object> scope = new HashMap<>();
        scope.put(Scope.Attr.resourceAccessor.name(), resources(request));
        scope.put(Scope.Attr.ui.name(), new Silence());
        scope.put("liquibase.analytics.enabled", "false");
        scope.put(JdbcExecutor.ROWS_AFFECTED_SCOPE_KEY, new AtomicInteger());
        scope.put(GlobalConfiguration.PRESERVE_SCHEMA_CASE.getKey(), true); // user_AB is not user_ab
        scope.put(Surroundings.SCOPE_KEY, surroundings);
        return scope;
    }

    private static ResourceAccessor resources(Request request) throws Exception {
        return new CompositeResourceAccessor(
                new DirectoryResourceAccessor(Path.of(request.folder())),
                new ClassLoaderResourceAccessor(Runs.class.getClassLoader()));
    }

    private Surroundings surroundings(Request request, Witness witness, ProgressListener listener) {
        Settings settings = Settings.of(request.settings());
        Throttle throttle = settings.throttle()
                ? new ServerPressure(settings.throttleLag(), settings.throttleArchive(), settings.throttleQuery())
                : Throttle.NONE;
        Servers servers =
                new Servers(settings.sources(), System.getenv(), target(request)::connect, settings.maxRejects());
        return new Surroundings(Paces.of(settings), new News(listener), stopWanted, throttle, witness::add, servers);
    }

    private Report run(Request request, Connection connection, Witness witness) throws Exception {
        Database database =
                DatabaseFactory.getInstance().findCorrectDatabaseImplementation(new ChangesetConnection(connection));
        try {
            parsed = ParsedChangelog.of(request, database, parsed);
            Optional<String> skip =
                    request.action() == Request.Action.EXPECT ? Optional.empty() : Skip.reason(parsed.log(), database);
            return skip.isPresent()
                    ? witness.report("skipped", skip.get())
                    : new LiquibaseRun(request, database, connection, witness, parsed).run();
        } finally {
            // Liquibase keeps a history and an executor per schema for ever; nobody else uses those in our loader.
            Scope.getCurrentScope()
                    .getSingleton(ChangeLogHistoryServiceFactory.class)
                    .resetAll();
            Scope.getCurrentScope().getSingleton(ExecutorService.class).reset();
        }
    }

    /** Tells who watches a run what the engine tells. */
    private record News(ProgressListener listener) implements BatchListener {

        @Override
        public void committed(StepKey key, Checkpoint checkpoint, long estimate) {
            listener.rows(key.changeset(), checkpoint.rows(), estimate);
        }

        @Override
        public void notice(StepKey key, String message) {
            listener.notice(key.changeset() + ": " + message);
        }
    }
}
