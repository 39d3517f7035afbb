package sluice.task;

import java.sql.Connection;
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
import liquibase.database.jvm.JdbcConnection;
import liquibase.executor.jvm.JdbcExecutor;
import liquibase.resource.ClassLoaderResourceAccessor;
import liquibase.resource.CompositeResourceAccessor;
import liquibase.resource.DirectoryResourceAccessor;
import liquibase.resource.ResourceAccessor;
import sluice.batch.Pace;
import sluice.environment.JdbcUrl;
import sluice.environment.Password;
import sluice.environment.Settings;
import sluice.environment.Target;
import sluice.sql.Sql;

/**
 * The inside of a worker: created by {@link IsolatedWorker} in a class loader of its own, and talked to with JDK types only.
 * Requests come as maps; what happens meanwhile goes to the listener as (kind, text).
 */
public final class Worker
        implements BiFunction<Map<String, Object>, BiConsumer<String, Object[]>, Map<String, Object>> {

    private final BooleanSupplier stopWanted;

    /** @param stopWanted asked between batches */
    public Worker(BooleanSupplier stopWanted) {
        this.stopWanted = stopWanted;
    }

    @Override
    public Map<String, Object> apply(Map<String, Object> map, BiConsumer<String, Object[]> listener) {
        Request request = Request.fromMap(map);
        Witness witness = new Witness((changeset, rows) -> listener.accept(Relay.RAN, new Object[] {changeset, rows}));
        try (Connection connection =
                new Target(JdbcUrl.of(request.url()), request.username(), Password.of(request.password())).connect()) {
            if (JdbcUrl.of(request.url()).isPostgres()) {
                requireSchema(connection);
            }
            return run(request, connection, witness, listener).toMap();
        } catch (Exception trouble) {
            return Trouble.report(trouble, witness).toMap();
        }
    }

    /** Without USAGE the search path is empty: the schema would look as if nothing had ever run in it. */
    private static void requireSchema(Connection connection) throws SQLException {
        if (Sql.on(connection).text("SELECT current_schema()") == null) {
            throw new IllegalStateException("There is no such schema, or "
                    + Sql.on(connection).text("SELECT current_user")
                    + " may not use it (GRANT USAGE ON SCHEMA).");
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
            Database database =
                    DatabaseFactory.getInstance().findCorrectDatabaseImplementation(new JdbcConnection(connection));
            try {
                LiquibaseRun run = new LiquibaseRun(request, database, connection, witness);
                Optional<String> skip = Skip.reason(run.changelog(), database);
                return skip.isPresent() && request.action() != Request.Action.EXPECT
                        ? witness.report("skipped", skip.get())
                        : run.run();
            } finally {
                // Liquibase keeps a history per schema for ever; inside our own loader nobody else uses them.
                Scope.getCurrentScope()
                        .getSingleton(ChangeLogHistoryServiceFactory.class)
                        .resetAll();
            }
        });
    }

    private Surroundings surroundings(Request request, Witness witness, BiConsumer<String, Object[]> listener) {
        Pace pace = Paces.of(Settings.of(request.settings()));
        return new Surroundings(pace, new Relay(listener), stopWanted, witness::add);
    }

    private static ResourceAccessor resources(Request request) throws Exception {
        return new CompositeResourceAccessor(
                new DirectoryResourceAccessor(java.nio.file.Path.of(request.folder())),
                new ClassLoaderResourceAccessor(Worker.class.getClassLoader()));
    }
}
