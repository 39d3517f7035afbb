package sluice.environment;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Where the databases of the tests come from: one server for a whole test run. */
interface TestServer {

    /** The JDBC address of a database on this server, with the server's own parameters. */
    String url(String database);

    /** A superuser: who else may make roles, and databases of others, and end the sessions of others? */
    String username();

    /** That user's password. */
    String password();

    /** A database that is always there. */
    String mainDatabase();

    /** A session for creating and dropping databases. */
    default Connection administer() throws SQLException {
        return DriverManager.getConnection(url(mainDatabase()), username(), password());
    }

    /** The server of this run: SLUICE_TEST_URL if set, else as the system property test.database says. */
    static TestServer current() {
        return TestServerChoice.CURRENT;
    }
}
