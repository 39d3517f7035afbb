package sluice.environment;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.LongPredicate;

/** The databases and roles that test runs left on a server; their names tell the process of the run. */
final class Leftovers {

    private static final String NAME = " ~ '^test_[0-9]+_'";

    private Leftovers() {}

    /** Drops those of the runs that are meant, databases first: a role can't go while it has rights in one. */
    static void drop(TestServer server, LongPredicate runs) {
        try (Connection connection = server.administer();
                Statement statement = connection.createStatement()) {
            for (String name : names(connection, "SELECT datname FROM pg_database WHERE datname" + NAME, runs)) {
                statement.execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
            }
            for (String name : names(connection, "SELECT rolname FROM pg_roles WHERE rolname" + NAME, runs)) {
                statement.execute("DROP ROLE IF EXISTS " + name);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The leftovers of a test run can't be dropped", e);
        }
    }

    private static List<String> names(Connection connection, String query, LongPredicate runs) throws SQLException {
        return TestDatabase.column(connection, query).stream()
                .filter(name -> runs.test(Long.parseLong(name.split("_")[1])))
                .toList();
    }
}
