package sluice.environment;

import java.nio.file.Path;
import java.sql.Connection;
import java.util.Map;
import java.util.Optional;
import sluice.environment.connection.ConnectionFailure;
import sluice.environment.connection.JdbcUrl;
import sluice.environment.connection.Password;
import sluice.environment.connection.Target;
import sluice.environment.problem.ConfigurationException;

/**
 * A server that rows are copied from, under the name by which changelogs know it.
 *
 * @param name small letters and digits
 * @param passwordFile whose first line is the password, if it has one
 * @param zone what its timestamps without a zone mean
 * @param streams copies at once, 1 or more
 */
public record Source(String name, JdbcUrl url, String username, Optional<Path> passwordFile, String zone, int streams) {

    /**
     * A new session in which the server refuses to write, in the driver's own state: autocommit on. The password comes
     * from {@code SLUICE_SOURCE_<NAME>_PASSWORD}, the file, or {@code ~/.pgpass}, and from nowhere else.
     *
     * @throws ConnectionFailure with one line that tells why not
     * @throws ConfigurationException if the password file is missing, empty or open to other users
     */
    public Connection connect(Map<String, String> variables) {
        String passwords =
                SourceKey.passwordVariable(name) + ", " + SourceKey.PASSWORD_FILE.propertyOf(name) + " or ~/.pgpass";
        return new Target(url, username, password(variables)).readOnly().connect(passwords);
    }

    private Password password(Map<String, String> variables) {
        String variable = variables.getOrDefault(SourceKey.passwordVariable(name), "");
        if (!variable.isEmpty()) {
            return Password.of(variable);
        }
        return passwordFile
                .map(file -> Password.inFile(file, SourceKey.PASSWORD_FILE.propertyOf(name)))
                .orElse(Password.NONE);
    }

    /** Which and where, and never who or with what. */
    @Override
    public String toString() {
        return name + " (" + url.shown() + ")";
    }
}
