package sluice.environment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import sluice.sql.Literal;

/**
 * The roles with which tests run: the application's, and those that contexts/ROLES.md tells people to make, by its very
 * statements. Roles belong to a server and not to a database: one set per test run, its process in their names.
 */
final class TestRoles {

    private static final Path MANUAL = Path.of(System.getProperty("project.directory", "."), "contexts", "ROLES.md");
    // before version 15 the schema public belonged to the server's superuser, whoever owned the database
    private static final String PUBLIC_IS_THE_OWNERS = """
            DO $$ BEGIN IF current_setting('server_version_num')::integer < 150000 THEN
                ALTER SCHEMA public OWNER TO %s;
            END IF; END $$;
            """;
    private static TestRoles made;

    private final TestServer server;
    private final String prefix = "test_" + ProcessHandle.current().pid() + "_";

    private TestRoles(TestServer server) {
        this.server = server;
    }

    /** The roles of this run, made when they are first wanted, with the database from which others are made. */
    static synchronized TestRoles on(TestServer server) throws SQLException {
        if (made == null) {
            TestRoles roles = new TestRoles(server);
            roles.make();
            made = roles;
            if (server instanceof GivenTestServer) { // which outlives us, and knows no next run that cleans up
                long run = ProcessHandle.current().pid();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> Leftovers.drop(server, other -> other == run)));
            }
        }
        return made;
    }

    /** The name of a role: app, preview, migration or source. */
    String name(String purpose) {
        return prefix + purpose;
    }

    /** An empty database in which the migration role's default privileges are set. */
    String template() {
        return prefix + "template";
    }

    private void make() throws SQLException {
        try (Connection connection = server.administer();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE " + name("app") + " LOGIN");
            statement.execute("CREATE DATABASE " + template() + " OWNER " + name("app"));
        }
        try (Connection connection =
                        DriverManager.getConnection(server.url(template()), server.username(), server.password());
                Statement statement = connection.createStatement()) {
            statement.execute(PUBLIC_IS_THE_OWNERS.formatted(name("app")));
            statement.execute(statements("preview") + statements("migration") + statements("source"));
            if (!server.password().isEmpty()) {
                for (String purpose : List.of("app", "preview", "migration", "source")) {
                    statement.execute("ALTER ROLE " + name(purpose) + " PASSWORD " + Literal.of(server.password()));
                }
            }
        }
    }

    /** What a database does not have from its template: the rights on the database itself. */
    String grants(String database) {
        return statements("migration")
                .lines()
                .filter(line -> line.contains("ON DATABASE"))
                .collect(Collectors.joining("\n"))
                .replace("current_database()", "'" + database + "'");
    }

    /** The statements that the manual gives for a role, with this run's names in them. */
    private String statements(String purpose) {
        try {
            String manual = Files.readString(MANUAL);
            int file = manual.indexOf("`" + purpose + ".sql`:");
            int start = manual.indexOf("```sql\n", file) + "```sql\n".length();
            return manual.substring(start, manual.indexOf("```", start))
                    .replaceAll("\\bsluice_" + purpose + "\\b", name(purpose))
                    .replaceAll("\\bapp\\b", name("app"));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
