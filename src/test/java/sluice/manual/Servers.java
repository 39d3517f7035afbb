package sluice.manual;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import sluice.environment.Login;
import sluice.environment.TestDatabase;
import sluice.faults.Legacy;
import sluice.sftp.TestSftpServer;
import sluice.sql.Identifier;

/** The servers that manuals speak of: for each system a database with its legacy state, made when it is first named. */
final class Servers implements AutoCloseable {

    private static final List<String> TENANTS = List.of("user_1", "user_2", "user_3");

    private final Path project;
    private final Path files;
    private final Map<String, TestDatabase> databases = new HashMap<>();
    private TestSftpServer nas;

    /** @param files an empty folder for the files of the file server, and for passwords */
    Servers(Path project, Path files) {
        this.project = project;
        this.files = files;
    }

    /** The database of a system. */
    TestDatabase database(String system) {
        TestDatabase database = databases.get(system);
        if (database == null) {
            database = TestDatabase.create();
            databases.put(system, database);
            fill(system, database);
        }
        return database;
    }

    private void fill(String system, TestDatabase database) {
        for (String schema : schemas(system)) {
            database.execute("CREATE SCHEMA IF NOT EXISTS " + Identifier.of(schema));
            legacy(system, schema, database.application());
        }
        if (system.equals("listings")) {
            TestDatabase monolith = TestDatabase.create();
            databases.put("monolith", monolith);
            monolith.execute(read(project.resolve("changelogs/listings/legacy/monolith.sql")));
        }
    }

    private static List<String> schemas(String system) {
        return system.equals("marketplace") ? TENANTS : List.of("public");
    }

    /** What only the context demo loads, as the demo loads it. */
    private void legacy(String system, String schema, Login application) {
        Path rows = project.resolve("changelogs").resolve(system).resolve("legacy");
        if (!Files.exists(rows) || system.equals("listings")) {
            return;
        }
        Legacy.load(application.url(), application.username(), application.password(), system, schema);
    }

    /** What stands in an environment's file for a property that names a server; other properties as they are. */
    String property(String system, String name, String value) {
        TestDatabase database = database(system);
        return switch (name) {
            case "url" -> database.url();
            case "username" -> database.username();
            case "source.monolith.url" -> databases.get("monolith").url();
            case "source.monolith.username" ->
                databases.get("monolith").source().username();
            default -> value;
        };
    }

    /** What an operator has written down besides: passwords in files, and the file server. */
    Map<String, String> further(String system) {
        Map<String, String> further = new HashMap<>();
        further.put("sluice.passwordFile", secret(database(system).password()));
        if (system.equals("listings")) {
            further.put(
                    "source.monolith.passwordFile",
                    secret(databases.get("monolith").password()));
        }
        if (system.equals("designs")) {
            further.put("nas.host", "127.0.0.1");
            further.put("nas.port", String.valueOf(nas().address().port()));
            further.put("nas.username", TestSftpServer.USER);
            further.put("nas.fingerprint", nas().fingerprint());
        }
        return further;
    }

    /** The file server, with the folder of the shops. */
    synchronized TestSftpServer nas() {
        if (nas == null) {
            try {
                Files.createDirectories(files.resolve("share/Graphics"));
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
            nas = TestSftpServer.over(files);
        }
        return nas;
    }

    private String secret(String password) {
        try {
            Path file = Files.createTempFile(files, "secret", ".password"); // which nobody else may read
            return Files.writeString(file, password.isEmpty() ? "none" : password)
                    .toString();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Override
    public void close() {
        databases.values().forEach(TestDatabase::close);
        if (nas != null) {
            nas.close();
        }
    }
}
