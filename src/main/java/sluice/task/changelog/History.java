package sluice.task.changelog;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import liquibase.changelog.RanChangeSet;
import liquibase.database.Database;
import liquibase.database.core.SQLiteDatabase;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import sluice.sql.Sql;

/** What Liquibase's table says ran in a schema, asked without making that table where it is missing. */
public final class History {

    private History() {}

    /** The changesets that are recorded, none where there is no table. */
    public static List<RanChangeSet> of(Database database) throws LiquibaseException, SQLException {
        Connection connection = ((JdbcConnection) database.getConnection()).getUnderlyingConnection();
        String table = Sql.on(connection)
                .text(
                        database instanceof SQLiteDatabase
                                ? "SELECT name FROM sqlite_master WHERE lower(name) = 'databasechangelog'"
                                : "SELECT to_regclass(quote_ident(current_schema()) || '.databasechangelog')");
        return table == null ? List.of() : database.getRanChangeSetList();
    }
}
