package sluice.fleet.changelog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import sluice.environment.problem.ConfigurationException;

/**
 * Where changelogs and contexts lie.
 *
 * @param home the project's folder
 */
public record Workspace(Path home) {

    /** The folder of the system property {@code sluice.home}, which the launcher sets, else the working directory. */
    public static Workspace current() {
        return new Workspace(
                Path.of(System.getProperty("sluice.home", "")).toAbsolutePath().normalize());
    }

    /** The folder of the environments. */
    public Path contexts() {
        return home.resolve("contexts");
    }

    /**
     * The changelog of a system: a folder of {@code changelogs/}, or anybody's file.
     *
     * @throws ConfigurationException if there is none; it names those that are
     */
    public Changelog changelog(String system) {
        if (isPath(system)) {
            Path file = Path.of(system).toAbsolutePath().normalize();
            if (!Files.isRegularFile(file)) {
                throw new ConfigurationException("There is no changelog " + file + ".");
            }
            Path folder = file.startsWith(home) ? home : file.getParent();
            return new Changelog(folder, slashed(folder.relativize(file)), file.resolveSibling("verify.yaml"));
        }
        Path file = home.resolve("changelogs").resolve(system).resolve("changelog.yaml");
        if (system.contains("..") || system.equals("ledger") || !Files.isRegularFile(file)) {
            throw new ConfigurationException("There is no system " + system + ". There are: "
                    + String.join(", ", systems()) + "; or give the path of a changelog.");
        }
        return new Changelog(home, slashed(home.relativize(file)), file.resolveSibling("verify.yaml"));
    }

    /** The systems that ship with Sluice, by name. */
    public List<String> systems() {
        try (Stream<Path> folders = Files.list(home.resolve("changelogs"))) {
            return folders.filter(folder -> Files.isRegularFile(folder.resolve("changelog.yaml")))
                    .map(folder -> folder.getFileName().toString())
                    .filter(name -> !name.equals("ledger"))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The folder changelogs can't be read in " + home, unreadable);
        }
    }

    private static boolean isPath(String system) {
        return system.contains("/") || system.matches(".*\\.(yaml|yml|xml|sql|json)");
    }

    private static String slashed(Path path) {
        return path.toString().replace('\\', '/');
    }
}
