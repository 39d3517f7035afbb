package sluice.task.lock;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import liquibase.Scope;
import liquibase.database.Database;
import liquibase.database.core.PostgresDatabase;
import liquibase.database.core.SQLiteDatabase;
import liquibase.executor.ExecutorService;
import liquibase.sql.Sql;
import liquibase.sql.UnparsedSql;
import liquibase.sqlgenerator.SqlGeneratorChain;
import liquibase.sqlgenerator.core.LockDatabaseChangeLogGenerator;
import liquibase.statement.core.LockDatabaseChangeLogStatement;
import sluice.task.StockClient;

/**
 * Writes into Liquibase's lock row by what its holder is known, in the statement that takes it: at no moment can a kill
 * leave a row behind of which nobody can tell whether its holder lives.
 */
public final class LockMark extends LockDatabaseChangeLogGenerator {

    private static final Pattern HOLDER = Pattern.compile("(LOCKEDBY = )('[^']*+(?:''[^']*+)*+')");
    private static final String SESSION = """
            left($2, 190) || ' [pg ' || pg_backend_pid() || '@' || ( \
            SELECT floor(extract(epoch FROM backend_start)) FROM pg_stat_activity WHERE pid = pg_backend_pid()) || ']'\
            """;

    @Override
    public int getPriority() {
        return PRIORITY_DATABASE;
    }

    @Override
    public boolean supports(LockDatabaseChangeLogStatement statement, Database database) {
        return database instanceof PostgresDatabase || database instanceof SQLiteDatabase;
    }

    @Override
    @SuppressWarnings("rawtypes") // as Liquibase declares it
    public Sql[] generateSql(LockDatabaseChangeLogStatement statement, Database database, SqlGeneratorChain chain) {
        Sql[] stock = super.generateSql(statement, database, chain);
        if (StockClient.isAlone() || isPreview(database)) {
            return stock; // what is written for people is marked by Script: they run it in another session
        }
        String mark = database instanceof PostgresDatabase
                ? SESSION
                : "$2 || "
                        + Matcher.quoteReplacement(
                                sluice.sql.Literal.of(HolderProcess.current().mark()));
        return new Sql[] {new UnparsedSql(HOLDER.matcher(stock[0].toSql()).replaceFirst("$1" + mark))};
    }

    /** Whether what is sent to the database is written for people instead. */
    static boolean isPreview(Database database) {
        return !Scope.getCurrentScope()
                .getSingleton(ExecutorService.class)
                .getExecutor("jdbc", database)
                .updatesDatabase();
    }
}
