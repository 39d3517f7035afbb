package sluice.environment.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import sluice.environment.embedded.programs.EmbeddedServerException;

/** The few things that are asked of an embedded server while it starts and stops. */
final class ServerQuestions {

    private static final String USERNAME = "postgres";

    private ServerQuestions() {}

    /** The address of a database on this machine. */
    static String url(int port, String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** Whether a server answers at the port and works on these data. */
    static boolean answers(int port, Path data) throws IOException {
        if (port == 0) {
            return false;
        }
        try (Connection connection = connect(port)) {
            Path found = Path.of(text(connection, "SELECT current_setting('data_directory')"));
            return found.toRealPath().equals(data.toRealPath()) && ensureDatabase(connection);
        } catch (SQLException e) {
            return false; // still starting, going down, or not PostgreSQL at all
        }
    }

    /** Creates the database for everybody's use, unless it is there. */
    static void createDatabase(int port) {
        try (Connection connection = connect(port)) {
            ensureDatabase(connection);
        } catch (SQLException e) {
            throw new EmbeddedServerException(
                    "The embedded database started on port " + port + " but doesn't answer: " + e.getMessage(), e);
        }
    }

    private static boolean ensureDatabase(Connection connection) throws SQLException {
        String missing = text(connection, """
                SELECT NOT EXISTS (SELECT FROM pg_database WHERE datname = 'sluice')
                """);
        if (missing.equals("t")) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE sluice");
            }
        }
        return true;
    }

    /** Whether any session of somebody else is in a transaction. */
    static boolean isBusy(int port) {
        try (Connection connection = connect(port)) {
            return text(connection, """
                            SELECT EXISTS (
                                SELECT FROM pg_stat_activity
                                WHERE backend_type = 'client backend' AND state <> 'idle' AND pid <> pg_backend_pid())
                            """).equals("t");
        } catch (SQLException e) {
            return false;
        }
    }

    private static String text(Connection connection, String question) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(question)) {
            row.next();
            return row.getString(1);
        }
    }

    private static Connection connect(int port) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", USERNAME);
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", "30");
        // The driver itself and not DriverManager, which knows only drivers of its caller's class loader.
        return new org.postgresql.Driver().connect(url(port, "postgres"), properties);
    }
}
