package sluice.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sluice.environment.contexts.Given;
import sluice.environment.contexts.Reading;
import sluice.environment.problem.ConfigurationException;

/** The servers that an environment names beside its database. */
final class NamedSourcesTest {

    private static final String HEAD = "url=jdbc:postgresql://db/shop\ncontexts=dev\n";

    @TempDir
    private Path home;

    private final Map<String, String> variables = new HashMap<>();

    private Settings read(String lines) throws IOException {
        Path folder = Files.createDirectories(home.resolve("contexts/dev"));
        Files.writeString(folder.resolve("shop.properties"), HEAD + lines);
        return Reading.settings(new Given(home.resolve("contexts"), "dev", "shop", Map.of(), variables));
    }

    @Test
    void aUrlIsEnough() throws IOException {
        Source source = read("source.old.url=jdbc:postgresql://old:5433/mono?user=reader\n")
                .sources()
                .find("old")
                .orElseThrow();

        assertThat(source.url().text()).isEqualTo("jdbc:postgresql://old:5433/mono");
        assertThat(source.username()).isEqualTo("reader");
        assertThat(source.zone()).isEqualTo("UTC");
        assertThat(source.streams()).isEqualTo(2);
        assertThat(source.passwordFile()).isEmpty();
        assertThat(source).hasToString("old (old:5433/mono)");
    }

    @Test
    void theVariableIsStrongerThanTheFile() throws IOException {
        variables.put("SLUICE_SOURCE_OLD_URL", "jdbc:postgresql://other/mono");
        variables.put("SLUICE_SOURCE_OLD_STREAMS", "7");
        variables.put("SLUICE_SOURCE_OLD_PASSWORD", "s3cret");
        variables.put("SLUICE_SOURCE_OLD_PASSWORD_FILE", "/run/secret");

        NamedSources sources = read("source.old.url=jdbc:postgresql://old/mono\nsource.old.streams=3\n")
                .sources();

        Source source = sources.find("old").orElseThrow();
        assertThat(source.url().text()).contains("//other/");
        assertThat(source.streams()).isEqualTo(7);
        assertThat(source.passwordFile()).contains(Path.of("/run/secret"));
        assertThat(sources.asMap().toString() + source).doesNotContain("s3cret");
    }

    @Test
    void theyCrossIntoAWorkerWithTheOtherSettings() throws IOException {
        Settings settings = read("source.old.url=jdbc:postgresql://old/mono\nsource.old.zone=Europe/Belgrade\n");

        Settings there = Settings.of(settings.asMap());

        assertThat(there.sources().names()).containsExactly("old");
        assertThat(there.sources().find("old").orElseThrow().zone()).isEqualTo("Europe/Belgrade");
        assertThat(there.sources().find("unknown")).isEmpty();
    }

    @Test
    void thePasswordFileOfAFileLiesInTheProject() throws IOException {
        assertThat(read("source.old.url=jdbc:postgresql://old/m\nsource.old.passwordFile=secrets/old\n")
                        .sources()
                        .find("old")
                        .orElseThrow()
                        .passwordFile())
                .contains(home.resolve("secrets/old"));
    }

    @Test
    void theTableInTheReadmeIsWhatTheCodeReads() throws IOException {
        Path readme = Path.of(System.getProperty("project.directory", ".")).resolve("contexts/README.md");
        List<String> inCode = Arrays.stream(SourceKey.values())
                .map(key -> "|  `source.old.%s` | `SLUICE_SOURCE_OLD_%s` | %s | %s | %s |"
                        .formatted(
                                key.property(),
                                key.name(),
                                key.standard().isEmpty() ? "" : "`" + key.standard() + "`",
                                key.kind().limits(),
                                key.meaning()))
                .toList();

        assertThat(Files.readAllLines(readme).stream().filter(line -> line.startsWith("|  `source.")))
                .containsExactlyElementsOf(inCode);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            source.old.password=hunter2                         | no password belongs here
            source.old.uri=jdbc:postgresql://old/m              | is unknown; a source has source.<name>.url, username
            source.Old.url=jdbc:postgresql://old/m              | a name of small letters and digits
            source.old.url=jdbc:mysql://old/m                   | not a URL of PostgreSQL
            source.old.url=jdbc:postgresql://old/m?password=hunter2 | must be a JDBC URL of PostgreSQL without password
            source.old.zone=Europe/Beograd                      | must be a time zone such as Europe/Belgrade
            source.old.streams=0                                | must be 1 to 16, was '0'
            """)
    void whatIsWrongIsToldWithItsLineAndWithoutASecret(String line, String complaint) {
        assertThatThrownBy(() -> read(line + "\n"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("shop.properties: line 3")
                .hasMessageContaining(complaint)
                .hasMessageNotContaining("hunter2");
    }
}
