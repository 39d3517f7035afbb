package sluice.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;
import org.postgresql.core.NativeQuery;
import org.postgresql.core.Parser;

/** Runs a script as {@code psql -f} does, statement by statement, on machines that have no psql. */
public final class ScriptRunner {

    private ScriptRunner() {}

    /** Runs a script on a connection with autocommit on; psql's own commands are passed over. */
    public static void run(Connection connection, String script) throws SQLException {
        String sql = script.lines().filter(line -> !line.startsWith("\\")).collect(Collectors.joining("\n"));
        for (NativeQuery query : Parser.parseJdbcSql(sql, true, false, true, false, false)) {
            try (Statement statement = connection.createStatement()) {
                statement.setEscapeProcessing(false);
                statement.execute(query.nativeSql);
            } catch (SQLException broken) {
                throw new SQLException(broken.getMessage() + " in: " + query.nativeSql, broken.getSQLState(), broken);
            }
        }
    }
}
