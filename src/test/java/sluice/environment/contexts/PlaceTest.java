package sluice.environment.contexts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.environment.Key;
import sluice.environment.Settings;
import sluice.environment.problem.ConfigurationException;

class PlaceTest {

    private static final String URL = "jdbc:postgresql://h/shop";

    @TempDir
    Path home;

    @BeforeEach
    void twoEnvironments() throws IOException {
        file("dev", "shop", "dev");
        file("staging", "shop", "staging");
        file("staging", "other", "staging");
    }

    @Test
    void anUrlAloneIsAdhocAndNeedsNoFile() {
        var byOption = read(null, "anything", Map.of(Key.URL, URL), Map.of());
        var byVariable = read(null, "anything", Map.of(), Map.of("SLUICE_URL", URL));

        assertThat(byOption.environment()).isEqualTo("adhoc");
        assertThat(byOption.contexts()).isEqualTo("adhoc");
        assertThat(byVariable.asMap()).isEqualTo(byOption.asMap());
    }

    @Test
    void anUrlAloneWithAContextHasThatContext() {
        var settings = read(null, "shop", Map.of(Key.URL, URL, Key.CONTEXTS, "demo"), Map.of());

        assertThat(settings.contexts()).isEqualTo("demo");
        assertThat(settings.environment()).isEqualTo("adhoc");
    }

    @Test
    void anUrlWithAnEnvironmentReplacesOnlyTheUrl() {
        var settings = read("dev", "shop", Map.of(Key.URL, URL), Map.of());

        assertThat(settings.environment()).isEqualTo("dev");
        assertThat(settings.contexts()).isEqualTo("dev");
        assertThat(settings.url().text()).isEqualTo(URL);
    }

    @Test
    void withNothingSaidItIsTheEmbeddedServer() throws IOException {
        file("embedded", "shop", "embedded,local");

        assertThat(read(null, "shop", Map.of(), Map.of()).contexts()).isEqualTo("embedded,local");
        assertThat(read(null, "shop", Map.of(), Map.of("SLUICE_URL", "")).environment())
                .isEqualTo("embedded");
    }

    @Test
    void aSystemThatHasNoFileYetRunsOnTheEmbeddedServer() {
        var settings = read(null, "brandnew", Map.of(), Map.of());

        assertThat(settings.environment()).isEqualTo("embedded");
        assertThat(settings.contexts()).isEqualTo("embedded");
        assertThat(settings.username()).isEqualTo("postgres");
        assertThat(settings.url().isEmbedded()).isTrue();
    }

    @Test
    void aMissingFileIsNamedWithTheEnvironmentsThatExist() {
        assertThatThrownBy(() -> read("production", "shop", Map.of(), Map.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(home.resolve("contexts/production/shop.properties") + " does not exist")
                .hasMessageContaining("environments of shop: dev, staging");
        assertThatThrownBy(() -> read("dev", "unheard", Map.of(), Map.of()))
                .hasMessageContaining("environments of unheard: none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "../dev", "a/b", "a\\b", "", ".", "dev..x", "dev\0"})
    void anEnvironmentThatIsNoNameIsRefused(String environment) {
        assertThatThrownBy(() -> read(environment, "shop", Map.of(), Map.of()))
                .hasMessageContaining("must be the name of a folder");
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "a\\b", "", ".", "a..b"})
    void aSystemThatIsNeitherNameNorPathIsRefused(String system) {
        assertThatThrownBy(() -> read("dev", system, Map.of(), Map.of()))
                .hasMessageContaining("must be a folder of changelogs/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"db/shop/changelog.yaml", "/srv/shop/main.sql", "shop/master.XML", "x/../shop/a.yml"})
    void anybodysChangelogHasTheFileOfItsFolderWhenAnEnvironmentIsNamed(String changelog) {
        var settings = read("staging", changelog, Map.of(), Map.of());

        assertThat(settings.contexts()).isEqualTo("staging");
        assertThat(settings.system()).isEqualTo(changelog);
    }

    @Test
    void anybodysChangelogWithoutEnvironmentReadsNoFile() throws IOException {
        file("embedded", "shop", "notthis");

        assertThat(read(null, "db/shop/changelog.yaml", Map.of(), Map.of()).contexts())
                .isEqualTo("embedded");
    }

    @Test
    void aFileOfContextsMeansPathsFromTheProjectAndAnOptionFromHere() throws IOException {
        Path file = file("dev", "shop", "dev");
        Files.writeString(file, Files.readString(file) + "sluice.schemasFile=lists/a.txt\nsluice.passwordFile=~/pw\n");

        var byFile = read("dev", "shop", Map.of(), Map.of());
        var byOption = read("dev", "shop", Map.of(Key.SCHEMAS_FILE, "lists/b.txt"), Map.of());

        assertThat(byFile.schemasFile()).contains(home.resolve("lists/a.txt"));
        assertThat(byFile.passwordFile()).contains(Path.of(System.getProperty("user.home"), "pw"));
        assertThat(byOption.schemasFile()).contains(Path.of("lists/b.txt"));
    }

    private Path file(String environment, String system, String contexts) throws IOException {
        Path folder = Files.createDirectories(home.resolve("contexts").resolve(environment));
        return Files.writeString(
                folder.resolve(system + ".properties"),
                "url=jdbc:postgresql://" + environment + "/db\ncontexts=" + contexts + "\n");
    }

    private Settings read(String environment, String system, Map<Key, String> options, Map<String, String> variables) {
        return Reading.settings(new Given(home.resolve("contexts"), environment, system, options, variables));
    }
}
