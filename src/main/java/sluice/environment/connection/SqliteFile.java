package sluice.environment.connection;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Properties;
import sluice.environment.problem.ConfigurationException;
import sluice.sql.Sql;

/**
 * A database of SQLite: connects to it, and keeps a copy of it. Class loaders bring a SQLite of their own each, and two of
 * them in one process undo each other's file locks: connect, work and close before another does.
 */
public final class SqliteFile {

    private static final String DRIVER = "org.sqlite.JDBC";
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final JdbcUrl url;

    /** The file of this URL. */
    public SqliteFile(JdbcUrl url) {
        this.url = url;
    }

    /**
     * A new connection, autocommit on.
     *
     * @throws ConnectionFailure if there is no such file, which SQLite would create silently, or it is no database
     */
    public Connection connect() {
        if (!Files.isRegularFile(url.file())) {
            throw failure("there is no such file; check the path, which starts at the current folder", null);
        }
        Connection connection = null;
        try {
            connection = open(url.text());
            // SQLite opens anything; whether it is a database shows on the first read
            Sql.on(connection).number("SELECT count(*) FROM sqlite_master");
            return connection;
        } catch (SQLException refused) {
            close(connection);
            throw failure("it can't be opened as a database; check the file and its permissions", refused);
        }
    }

    /**
     * Copies the database to a new file beside it, with SQLite's own online backup, so that a writer does not tear it.
     *
     * @return the copy, which SQLite's integrity check has found whole
     * @throws ConfigurationException if it can't be written or is not whole; nothing must be migrated then
     */
    public Path backup(Clock clock) {
        Path copy =
                url.file().resolveSibling(url.file().getFileName() + "." + STAMP.format(clock.instant()) + ".backup");
        if (Files.exists(copy)) {
            throw new ConfigurationException("There is a file " + copy + " already; it is not overwritten.");
        }
        boolean whole = false;
        try {
            try (Connection connection = connect();
                    Statement statement = connection.createStatement()) {
                statement.executeUpdate("BACKUP TO " + quoted(copy));
            }
            check(copy);
            whole = true;
            return copy;
        } catch (SQLException full) {
            throw new ConfigurationException(
                    "The copy " + copy + " can't be made, so nothing was begun: " + full.getMessage());
        } finally {
            // nobody shall take half a copy for a whole one
            if (!whole) {
                copy.toFile().delete();
            }
        }
    }

    // the driver's own statement: it takes either quote, and knows no way to write one inside
    private static String quoted(Path copy) {
        String quote = copy.toString().contains("'") ? "\"" : "'";
        return quote + copy + quote;
    }

    private static void check(Path copy) throws SQLException {
        try (Connection connection =
                open(JdbcUrl.of("jdbc:sqlite:" + copy).withReadOnlySession().text())) {
            List<String> said = Sql.on(connection).rows("PRAGMA integrity_check", row -> row.getString(1));
            if (!said.equals(List.of("ok"))) {
                throw new ConfigurationException("SQLite's integrity check finds " + copy
                        + " damaged, so nothing was begun: " + String.join("; ", said));
            }
        }
    }

    // by name and in our own class loader: DriverManager would not see it there, and the driver is needed at run time
    // only
    private static Connection open(String text) throws SQLException {
        try {
            Driver driver =
                    (Driver) Class.forName(DRIVER).getDeclaredConstructor().newInstance();
            return driver.connect(text, new Properties());
        } catch (ReflectiveOperationException missing) {
            throw new SQLException("the driver " + DRIVER + " is not on the class path", missing);
        }
    }

    private static void close(Connection connection) {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException ignored) {
            // the first trouble is the one to tell
        }
    }

    private ConnectionFailure failure(String why, SQLException cause) {
        return new ConnectionFailure("Cannot connect to " + url.shown() + ": " + why + ".", null, cause);
    }
}
