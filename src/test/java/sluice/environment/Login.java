package sluice.environment;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import sluice.environment.connection.JdbcUrl;
import sluice.environment.connection.Password;
import sluice.environment.connection.Target;

/**
 * Somebody who may log in to a test database, and so what he may do there.
 *
 * @param url the JDBC address of the database
 * @param username the role
 * @param password the role's password, empty if the server asks for none
 */
public record Login(String url, String username, String password) {

    /** A session of this role's. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url, username, password);
    }

    /** For the product, which runs as this role. */
    public Target target() {
        return new Target(JdbcUrl.of(url), username, Password.of(password));
    }

    /** Runs statements in a session of their own. */
    public void execute(String statements) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(statements);
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage() + " in: " + statements, e);
        }
    }

    /** All rows of a query, each a list of its columns as JDBC gives them. */
    public List<List<Object>> query(String query) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            List<List<Object>> rows = new ArrayList<>();
            while (result.next()) {
                List<Object> row = new ArrayList<>();
                for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                    row.add(result.getObject(column));
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage() + " in: " + query, e);
        }
    }
}
