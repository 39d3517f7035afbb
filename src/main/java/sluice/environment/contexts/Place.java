package sluice.environment.contexts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import sluice.environment.problem.Problems;

/**
 * Which environment a command means, and which file tells of it.
 *
 * @param file the file to read, empty where none is needed
 */
record Place(String environment, Optional<Path> file) {

    static final String ADHOC = "adhoc";
    static final String EMBEDDED = "embedded";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]*");
    private static final Pattern CHANGELOG = Pattern.compile("(?i).*(/.*|\\.(yaml|yml|xml|sql))");

    /** Finds it; a name that is none, or a missing file, goes to the problems. */
    static Place find(Given given, boolean urlGiven, Problems problems) {
        boolean changelog = CHANGELOG.matcher(given.system()).matches();
        String system = changelog ? folderOf(given.system()) : given.system();
        if (!isName(system)) {
            problems.add("system '" + system + "' must be a folder of changelogs/ or the path of a changelog");
            return new Place(ADHOC, Optional.empty());
        }
        if (given.environment() != null) {
            return named(given, system, problems);
        }
        if (urlGiven) {
            return new Place(ADHOC, Optional.empty());
        }
        Path file = file(given.contextsFolder(), EMBEDDED, system);
        // the embedded server needs no file: a new system runs on it before it has one
        return new Place(EMBEDDED, Optional.of(file).filter(path -> !changelog && Files.isRegularFile(path)));
    }

    private static Place named(Given given, String system, Problems problems) {
        String environment = given.environment();
        if (!isName(environment)) {
            problems.add("environment '" + environment + "' must be the name of a folder of " + given.contextsFolder());
            return new Place(environment, Optional.empty());
        }
        Path file = file(given.contextsFolder(), environment, system);
        if (Files.isRegularFile(file)) {
            return new Place(environment, Optional.of(file));
        }
        var existing = existing(given.contextsFolder(), system);
        problems.add(file + " does not exist; environments of " + system + ": "
                + (existing.isEmpty() ? "none" : String.join(", ", existing)));
        problems.throwIfAny(); // whatever else is missing would have stood in that file
        return new Place(environment, Optional.empty());
    }

    private static List<String> existing(Path contexts, String system) {
        if (!Files.isDirectory(contexts)) {
            return List.of();
        }
        try (var folders = Files.list(contexts)) {
            return folders.map(folder -> folder.getFileName().toString())
                    .filter(name -> Files.isRegularFile(file(contexts, name, system)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path file(Path contexts, String environment, String system) {
        return contexts.resolve(environment).resolve(system + ".properties");
    }

    private static String folderOf(String changelog) {
        Path folder = Path.of(changelog).toAbsolutePath().normalize().getParent();
        return folder == null || folder.getFileName() == null
                ? changelog
                : folder.getFileName().toString();
    }

    private static boolean isName(String text) {
        return NAME.matcher(text).matches() && !text.contains("..");
    }
}
