package sluice.task;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
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
import sluice.batch.Throttle;
import sluice.batch.copy.Servers;
import sluice.batch.throttle.ServerPressure;
import sluice.environment.Settings;
import sluice.environment.connection.JdbcUrl;
import sluice.environment.connection.Password;
import sluice.environment.connection.Target;
import sluice.sql.Sql;

/**
 * The inside of a worker: created by {@link IsolatedWorker} in a class loader of its own, and talked to with JDK types only.
 * Requests come as maps; what happens meanwhile goes to the listener as (kind, text).
 */
public final class Worker
        implements BiFunction<Map<String, Object>, BiConsumer<String, Object[]>, Map<String, Object>>, AutoCloseable {

    private static final String NO_SCHEMA = "3F000";

    private final BooleanSupplier stopWanted;
    private ParsedChangelog parsed;

    /** @param stopWanted asked between batches and changesets */
    public Worker(BooleanSupplier stopWanted) {
        this.stopWanted = stopWanted;
    }

    @Override
    public Map<String, Object> apply(Map<String, Object> map, BiConsumer<String, Object[]> listener) {
        Request request = Request.fromMap(map);
        Witness witness = new Witness(
                (changeset, rows) -> listener.accept(Relay.RAN, new Object[] {changeset, rows}), stopWanted);
        try (Connection connection =
                new Target(JdbcUrl.of(request.url()), request.username(), Password.of(request.password())).connect()) {
            requireSchema(request, connection);
            Report report = run(request, connection, witness, listener);
            parsed = witness.isClean() ? parsed : null;
            return report.toMap();
        } catch (Exception trouble) {
            parsed = null;
            return Trouble.report(trouble, witness).toMap();
        }
    }

    /** Java knows each driver by name for ever, and with it the class loader that the driver came from. */
    @Override
    public void close() throws SQLException {
        for (Driver driver : DriverManager.drivers().toList()) {
            DriverManager.deregisterDriver(driver);
        }
    }

    /** Without USAGE the search path is empty: the schema would look as if nothing had ever run in it. */
    private static void requireSchema(Request request, Connection connection) throws SQLException {
        boolean one = request.action() != Request.Action.EXPECT
                && !JdbcUrl.of(request.url()).isSqlite();
        if (one && Sql.on(connection).text("SELECT current_schema()") == null) {
            throw new SQLException(
                    "There is no such schema, or "
                            + Sql.on(connection).text("SELECT current_user")
                            + " may not use it (GRANT USAGE ON SCHEMA).",
                    NO_SCHEMA);
        }
    }

    private Report run(Request request, Connection connection, Witness witness, BiConsumer<String, Object[]> listener)
            throws Exception {
        Map<String, Object> scope = new HashMap<>();
        scope.put(Scope.Attr.resourceAccessor.name(), resources(request));
        scope.put(Scope.Attr.ui.name(), new Silence());
        scope.put("liquibase.analytics.enabled", "false");
        scope.put(JdbcExecutor.ROWS_AFFECTED_SCOPE_KEY, new AtomicInteger());
        scope.put(GlobalConfiguration.PRESERVE_SCHEMA_CASE.getKey(), true); // user_AB is not user_ab
        scope.put(Surroundings.SCOPE_KEY, surroundings(request, witness, listener));
        return Scope.child(scope, () -> {
            Database database = DatabaseFactory.getInstance()
                    .findCorrectDatabaseImplementation(new ChangesetConnection(connection));
            try {
                parsed = ParsedChangelog.of(request, database, parsed);
                LiquibaseRun run = new LiquibaseRun(request, database, connection, witness, parsed);
                Optional<String> skip = request.action() == Request.Action.EXPECT
                        ? Optional.empty()
                        : Skip.reason(run.changelog(), database);
                return skip.isPresent() ? witness.report("skipped", skip.get()) : run.run();
            } finally {
                // Liquibase keeps a history and an executor per schema for ever; nobody else uses those in our loader.
                Scope.getCurrentScope()
                        .getSingleton(ChangeLogHistoryServiceFactory.class)
                        .resetAll();
                Scope.getCurrentScope().getSingleton(ExecutorService.class).reset();
            }
        });
    }

    private Surroundings surroundings(Request request, Witness witness, BiConsumer<String, Object[]> listener) {
        Settings settings = Settings.of(request.settings());
        Throttle throttle = settings.throttle()
                ? new ServerPressure(settings.throttleLag(), settings.throttleArchive(), settings.throttleQuery())
                : Throttle.NONE;
        Target target = new Target(JdbcUrl.of(request.url()), request.username(), Password.of(request.password()));
        Servers servers = new Servers(settings.sources(), System.getenv(), target::connect, settings.maxRejects());
        return new Surroundings(Paces.of(settings), new Relay(listener), stopWanted, throttle, witness::add, servers);
    }

    private static ResourceAccessor resources(Request request) throws Exception {
        return new CompositeResourceAccessor(
                new DirectoryResourceAccessor(java.nio.file.Path.of(request.folder())),
                new ClassLoaderResourceAccessor(Worker.class.getClassLoader()));
    }
}
