package sluice.environment.contexts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.environment.Key;

/** The folder {@code contexts/} as it ships. */
class ContextsFolderTest {

    private static final Path CONTEXTS =
            Path.of(System.getProperty("project.directory", ".")).resolve("contexts");

    @Test
    void theTableInTheReadmeIsWhatTheCodeReads() throws IOException {
        List<String> inReadme = Files.readAllLines(CONTEXTS.resolve("README.md")).stream()
                .filter(line -> line.startsWith("| `"))
                .toList();
        List<String> inCode =
                Arrays.stream(Key.values()).map(ContextsFolderTest::row).toList();

        assertThat(inReadme).containsExactlyElementsOf(inCode);
    }

    private static String row(Key key) {
        String standard = key.standard().isEmpty() ? "" : "`" + key.standard() + "`";
        return "| `%s` | `%s` | %s | %s | %s |"
                .formatted(key.property(), key.variable(), standard, key.kind().limits(), key.meaning());
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyFileThatShipsIsRightAndNamesItsOwnContext(Path file) {
        String environment = file.getParent().getFileName().toString();
        String system = file.getFileName().toString().replace(".properties", "");

        var settings = Reading.settings(new Given(CONTEXTS, environment, system, Map.of(), Map.of()));

        assertThat(settings.contexts()).isEqualTo(environment);
        assertThat(settings.url().isEmbedded()).isEqualTo(environment.equals("embedded"));
    }

    static List<Path> files() throws IOException {
        try (var all = Files.walk(CONTEXTS, 2)) {
            return all.filter(path -> path.toString().endsWith(".properties"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"embedded", "dev", "staging", "production", "testcontainers"})
    void theMarketplaceMeansTheTenantsOfEveryUserButTheInvalidOne(String environment) {
        var settings = Reading.settings(new Given(CONTEXTS, environment, "marketplace", Map.of(), Map.of()));

        assertThat(settings.schemas()).containsExactly("user\\_%");
        assertThat(settings.exclude()).containsExactly("user_invalid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"staging", "production"})
    void theServersOfOthersAreReachedOnlyOverCheckedTls(String environment) {
        var settings = Reading.settings(new Given(CONTEXTS, environment, "marketplace", Map.of(), Map.of()));

        assertThat(settings.url().value("sslmode")).contains("verify-full");
    }
}
