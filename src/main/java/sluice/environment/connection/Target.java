package sluice.environment.connection;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * A database and who connects to it.
 *
 * @param username empty if the driver decides
 */
public record Target(JdbcUrl url, String username, Password password) {

    private static final int CONNECT_SECONDS = 10;
    private static final String PASSWORDS = "SLUICE_PASSWORD, sluice.passwordFile or ~/.pgpass";

    /** The same database, with this one schema on the search path. */
    public Target forSchema(String schema) {
        return new Target(url.withSchema(schema), username, password);
    }

    /** The same, with sessions in which the server refuses to write. */
    public Target readOnly() {
        return new Target(url.withReadOnlySession(), username, password);
    }

    /**
     * A new connection, in the driver's own state: autocommit on. What the URL says is stronger than our timeouts.
     *
     * @throws ConnectionFailure with one line that tells why not
     */
    public Connection connect() {
        return connect(PASSWORDS);
    }

    /**
     * The same for a target whose password has places of its own.
     *
     * @param passwords these places, for the message of a refusal, e.g. {@code SLUICE_SOURCE_OLD_PASSWORD or ~/.pgpass}
     * @throws ConnectionFailure with one line that tells why not
     */
    public Connection connect(String passwords) {
        if (url.isSqlite()) {
            return new SqliteFile(url).connect();
        }
        try {
            // a driver of our own: DriverManager would look through the class loader of whoever calls
            return new Driver().connect(url.text(), properties());
        } catch (SQLException e) {
            throw Refusal.of(e).failure(url, passwords, e);
        }
    }

    private Properties properties() {
        var properties = new Properties();
        if (!username.isEmpty()) {
            PGProperty.USER.set(properties, username);
        }
        if (!password.isEmpty()) {
            PGProperty.PASSWORD.set(properties, password.text());
        }
        PGProperty.APPLICATION_NAME.set(properties, "sluice");
        PGProperty.TCP_KEEP_ALIVE.set(properties, true);
        // an embedded server may have to be unpacked and started first
        if (!url.isEmbedded()) {
            PGProperty.CONNECT_TIMEOUT.set(properties, CONNECT_SECONDS);
            PGProperty.LOGIN_TIMEOUT.set(properties, 2 * CONNECT_SECONDS);
        }
        return properties;
    }

    /** Where, and never who or with what. */
    @Override
    public String toString() {
        return url.shown();
    }
}
