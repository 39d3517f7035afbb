package sluice.task.run;

import java.nio.file.Path;
import java.sql.Connection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import liquibase.Scope;
import liquibase.UpdateSummaryEnum;
import liquibase.command.CommandScope;
import liquibase.command.core.helpers.DatabaseChangelogCommandStep;
import liquibase.command.core.helpers.DbUrlConnectionArgumentsCommandStep;
import liquibase.command.core.helpers.ShowSummaryArgument;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.DirectoryResourceAccessor;
import sluice.environment.connection.Target;
import sluice.task.StockClient;

/** The old way, to compare with: Liquibase's own update, schema after schema, in one process and without anything of ours. */
public final class StockLoop {

    private StockLoop() {}

    /**
     * Updates these schemas.
     *
     * @param changelog its path inside the folder
     * @throws Exception what Liquibase throws; the loop ends there, as such loops do
     */
    public static void run(Target target, Path folder, String changelog, String contexts, List<String> schemas)
            throws Exception {
        Map<String, Object> scope = new HashMap<>();
        scope.put(Scope.Attr.ui.name(), new Silence());
        scope.put(Scope.Attr.resourceAccessor.name(), new DirectoryResourceAccessor(folder));
        scope.put("liquibase.analytics.enabled", "false");
        scope.put(StockClient.ALONE, true);
        Scope.child(scope, () -> {
            for (String schema : schemas) {
                update(target.forSchema(schema), changelog, contexts);
            }
        });
    }

    private static void update(Target target, String changelog, String contexts) throws Exception {
        try (Connection connection = target.connect()) {
            Database database =
                    DatabaseFactory.getInstance().findCorrectDatabaseImplementation(new JdbcConnection(connection));
            new CommandScope("update")
                    .addArgumentValue(DbUrlConnectionArgumentsCommandStep.DATABASE_ARG, database)
                    .addArgumentValue(DatabaseChangelogCommandStep.CHANGELOG_FILE_ARG, changelog)
                    .addArgumentValue(DatabaseChangelogCommandStep.CONTEXTS_ARG, contexts)
                    .addArgumentValue(ShowSummaryArgument.SHOW_SUMMARY, UpdateSummaryEnum.OFF)
                    .execute();
        }
    }
}
