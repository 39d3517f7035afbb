package sluice.change;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A folder with a changelog, the tables it is for, and SQL that says what it does to them.
 *
 * @param folder holds changelog.yaml, given.sql and then.sql; no-sql.txt where a preview's script changes nothing
 */
record Scenario(Path folder) {

    private static final Path PROJECT = Path.of(System.getProperty("project.directory", "."));
    private static final Path ALL = Path.of("src/test/resources/scenarios");

    /** Every folder with a then.sql; those of marketplace's change, too. */
    static List<Scenario> all() {
        try (var files = Files.walk(PROJECT.resolve(ALL))) {
            return files.filter(file -> file.endsWith("then.sql"))
                    .map(file -> new Scenario(file.getParent()))
                    .sorted((a, b) -> a.folder.compareTo(b.folder))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One of them, e.g. {@code change/batched-update/prices-in-cents}. */
    static Scenario of(String name) {
        return new Scenario(PROJECT.resolve(ALL).resolve(name));
    }

    String changelog() {
        return PROJECT.relativize(folder).resolve("changelog.yaml").toString();
    }

    String given() {
        return read("given.sql");
    }

    String then() {
        return read("then.sql");
    }

    /** Whether the script that a preview prints leaves every row as it is, since no SQL can do what the change does. */
    boolean isBeyondSql() {
        return Files.exists(folder.resolve("no-sql.txt"));
    }

    private String read(String file) {
        try {
            return Files.readString(folder.resolve(file))
                    .replace("${project}", PROJECT.toAbsolutePath().toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return PROJECT.resolve(ALL).relativize(folder).toString();
    }
}
