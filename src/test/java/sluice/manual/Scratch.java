package sluice.manual;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sluice.environment.TestDatabase;
import sluice.environment.embedded.PreparedHome;
import sluice.sftp.TestSftpServer;

/** A project folder of a manual's own: changelogs and contexts as they ship, environments that lead to test servers. */
final class Scratch implements AutoCloseable {

    static final Path PROJECT = Path.of(System.getProperty("project.directory", "."))
            .toAbsolutePath()
            .normalize();

    final Path folder;
    final Servers servers;
    private final Set<Path> adapted = new HashSet<>();

    private Scratch(Path folder, Servers servers) {
        this.folder = folder;
        this.servers = servers;
    }

    static Scratch in(Path empty) throws IOException {
        Path folder = Files.createDirectories(empty.toRealPath().resolve("project"));
        for (String name : List.of("changelogs", "contexts")) {
            copy(PROJECT.resolve(name), folder.resolve(name));
        }
        PreparedHome.link(folder.resolve(".sluice/embedded"));
        return new Scratch(folder, new Servers(folder, Files.createDirectories(empty.resolve("nas"))));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.toList()) {
                Files.copy(each, to.resolve(from.relativize(each).toString()));
            }
        }
    }

    /** Writes a file of the manual. */
    void write(String name, String text) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Lets the file of an environment lead to the servers of this test, where it has not been done. */
    void adapt(String environment, String system) {
        Path file = folder.resolve("contexts").resolve(environment).resolve(system + ".properties");
        if (environment.isEmpty() || environment.equals("embedded") || !Files.exists(file) || !adapted.add(file)) {
            return;
        }
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
            servers.database(system);
            properties.replaceAll((name, value) -> servers.property(system, (String) name, (String) value));
            properties.putAll(servers.further(system));
            properties.remove("opensearch.username");
            properties.remove("opensearch.url");
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        String text = properties.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + ((String) entry.getValue()).replace("\\", "\\\\") + "\n")
                .sorted()
                .collect(Collectors.joining());
        write(folder.relativize(file).toString(), text);
    }

    /** A word of a command with what stands for a server or a secret in manuals replaced by this test's. */
    String filled(String word, String system) {
        boolean user = word.equals("U") || word.endsWith("=U");
        if (!word.contains("HOST") && !user && !word.contains("…")) {
            return word;
        }
        TestDatabase database = servers.database(system);
        String bare = database.url().replaceFirst("^jdbc:postgresql://", "").replaceFirst("\\?.*$", "");
        return user
                ? word.replaceFirst("U$", database.username())
                : word.replace("USER:PASSWORD@", database.username() + ":" + database.password() + "@")
                        .replace("HOST:5432/DB", bare)
                        .replace("HOST/DB", bare);
    }

    /** The value of a variable, of whom manuals tell no secrets. */
    String variable(String name, String value, String system) {
        return switch (name) {
            case "QNAP_HOST" -> "127.0.0.1";
            case "QNAP_PORT" -> String.valueOf(servers.nas().address().port());
            case "QNAP_USERNAME" -> TestSftpServer.USER;
            case "QNAP_PASSWORD", "SLUICE_NAS_PASSWORD" -> TestSftpServer.PASSWORD;
            case "SLUICE_PASSWORD", "LIQUIBASE_COMMAND_PASSWORD" ->
                servers.database(system).password();
            default -> filled(value, system);
        };
    }

    @Override
    public void close() throws IOException {
        PreparedHome.unlink(folder.resolve(".sluice/embedded"));
        servers.close();
    }
}
