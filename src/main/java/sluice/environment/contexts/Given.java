package sluice.environment.contexts;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import sluice.environment.Key;

/**
 * What there is to read settings from.
 *
 * @param contextsFolder the folder {@code contexts/}; relative paths in its files start at the folder around it
 * @param environment the name given with --env, or null
 * @param system a folder of {@code changelogs/} or the path of a changelog
 * @param options what the command line says
 * @param variables the environment variables, all of them
 */
public record Given(
        Path contextsFolder,
        String environment,
        String system,
        Map<Key, String> options,
        Map<String, String> variables) {

    /** Takes copies, so that nothing changes while it is read. */
    public Given {
        Objects.requireNonNull(system, "system");
        options = Map.copyOf(options);
        variables = Map.copyOf(variables);
    }

    /** Where relative paths in the files of {@code contexts/} start. */
    Path home() {
        Path home = contextsFolder.getParent();
        return home == null ? Path.of("") : home;
    }
}
