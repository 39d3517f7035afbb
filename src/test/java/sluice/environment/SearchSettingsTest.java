package sluice.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.environment.contexts.Given;
import sluice.environment.contexts.Reading;
import sluice.environment.problem.ConfigurationException;

/** The keys opensearch.*: whole, checked, and the password from where it belongs. */
class SearchSettingsTest {

    private static final String SECRET = "hunter2";

    @TempDir
    Path folder;

    private final Map<Key, String> options = new EnumMap<>(Key.class);

    @BeforeEach
    void aCluster() {
        options.put(Key.URL, "jdbc:postgresql://localhost/shop");
        options.put(Key.OPENSEARCH_URL, "https://search.example.org");
    }

    @Test
    void whatNobodySaysHasItsDefault() {
        SearchSettings search = read(Map.of());

        assertThat(search.endpoint().shown()).isEqualTo("https://search.example.org:9200");
        assertThat(search.alias()).isEqualTo("listings_microservice");
        assertThat(search.parallel()).isEqualTo(3);
        assertThat(search.bulkBytes()).isEqualTo(4 << 20);
        assertThat(search.patience()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void theVariableIsStrongerThanTheFile() throws IOException {
        options.put(Key.OPENSEARCH_USERNAME, "indexer");
        options.put(Key.OPENSEARCH_PASSWORD_FILE, file("rw-------").toString());

        assertThat(read(Map.of()).endpoint().password()).isEqualTo(SECRET);
        assertThat(read(Map.of("SLUICE_OPENSEARCH_PASSWORD", "other"))
                        .endpoint()
                        .password())
                .isEqualTo("other");
        assertThat(read(Map.of()).toString()).doesNotContain(SECRET);
    }

    @Test
    void aFileThatOthersMayReadIsRefusedByItsKey() throws IOException {
        options.put(Key.OPENSEARCH_USERNAME, "indexer");
        Path open = file("rw-r--r--");
        options.put(Key.OPENSEARCH_PASSWORD_FILE, open.toString());

        assertThatThrownBy(() -> read(Map.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("chmod 600 " + open)
                .hasMessageNotContaining(SECRET);
        options.put(Key.OPENSEARCH_PASSWORD_FILE, folder.resolve("missing").toString());
        assertThatThrownBy(() -> read(Map.of())).hasMessageContaining("check opensearch.passwordFile");
    }

    @Test
    void withoutAClusterThereIsAWordWhereToNameIt() {
        options.remove(Key.OPENSEARCH_URL);

        assertThatThrownBy(() -> read(Map.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("--opensearch-url")
                .hasMessageContaining("contexts/adhoc/listings.properties");
    }

    @Test
    void anAliasThatMeansMoreThanOneNameIsRefused() {
        options.put(Key.OPENSEARCH_ALIAS, "listings*");

        assertThatThrownBy(() -> read(Map.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("was 'listings*'");
    }

    private Path file(String rights) throws IOException {
        Path file = Files.writeString(folder.resolve("password" + rights.hashCode()), SECRET + "\nmore\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
    }

    private SearchSettings read(Map<String, String> variables) {
        Settings settings =
                Reading.settings(new Given(folder.resolve("contexts"), null, "listings", options, variables));
        return SearchSettings.of(settings, variables, "");
    }
}
