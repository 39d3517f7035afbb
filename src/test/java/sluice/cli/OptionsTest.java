package sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import sluice.environment.Key;

/** Which settings the command line of a command may set. */
final class OptionsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"update", "preview", "rollback", "status", "explain", "history", "verify", "schemas", "demo"})
    void aFleetsCommandTakesNeitherTheClustersOptionsNorTheFileServers(String command) {
        assertThat(options(command)).isEqualTo(keys(key -> !key.isForSearch() && !key.isForImport()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"reindex", "compare"})
    void aCommandOnTheSearchIndexTakesTheClustersOptionsToo(String command) {
        assertThat(options(command)).isEqualTo(keys(key -> !key.isForImport()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"import", "service"})
    void anImportTakesTheFileServersOptionsToo(String command) {
        assertThat(options(command)).isEqualTo(keys(key -> !key.isForSearch()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"image-hash", "licences"})
    void aCommandWithoutADatabaseTakesNone(String command) {
        assertThat(options(command)).isEmpty();
    }

    private static Set<String> options(String command) {
        CommandLine line = Sluice.commandLine().getSubcommands().get(command);
        Set<String> known = keys(key -> true);
        return line.getCommandSpec().options().stream()
                .flatMap(option -> List.of(option.names()).stream())
                .filter(known::contains)
                .collect(Collectors.toSet());
    }

    private static Set<String> keys(Predicate<Key> which) {
        return Arrays.stream(Key.values()).filter(which).map(Key::option).collect(Collectors.toSet());
    }
}
