package sluice.designs.nas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.environment.Key;
import sluice.environment.Settings;
import sluice.environment.contexts.Given;
import sluice.environment.contexts.Reading;
import sluice.environment.problem.ConfigurationException;

/** The file server as settings and variables tell of it, the old ones too. */
class NasTest {

    private final Map<Key, String> options =
            new HashMap<>(Map.of(Key.URL, "jdbc:postgresql://db.example.org/designs", Key.USERNAME, "designs"));
    private final Map<String, String> variables = new HashMap<>();

    private Nas nas() {
        return Nas.find(settings(), variables).orElseThrow();
    }

    private Settings settings() {
        return Reading.settings(new Given(Path.of("contexts"), null, "designs", options, variables));
    }

    private void old() {
        variables.put("QNAP_HOST", "nas.example.org");
        variables.put("QNAP_USERNAME", "reader");
        variables.put("QNAP_PASSWORD", "secret");
    }

    @Test
    void theOldVariablesAreEnough() {
        old();
        variables.put("QNAP_PORT", "2222");
        variables.put("NAS_BASE_PATH", "/share/Other/");

        assertThat(nas().server()).hasToString("nas.example.org:2222");
        assertThat(nas().server().username()).isEqualTo("reader");
        assertThat(nas().base()).isEqualTo("/share/Other");
        assertThat(nas().batched()).isTrue();
        assertThat(nas().channels()).isEqualTo(4);
    }

    @Test
    void whatNobodySaysHasTheOldDefault() {
        old();

        assertThat(nas().server().port()).isEqualTo(22);
        assertThat(nas().base()).isEqualTo("/share/Graphics");
    }

    @ParameterizedTest
    @CsvSource({"true,true", "TRUE,true", "false,false", "False,false", "on,true", "off,false", "'',true"})
    void oneByOneIfNotBatched(String said, boolean batched) {
        old();
        variables.put("NAS_USE_BATCHED", said);

        assertThat(nas().batched()).isEqualTo(batched);
        assertThat(nas().channels()).isEqualTo(batched ? 4 : 1);
    }

    @Test
    void aWrongOldValueIsAnErrorThatNamesIt() {
        old();
        variables.put("NAS_USE_BATCHED", "perhaps");
        variables.put("QNAP_PORT", "70000");

        assertThatThrownBy(this::settings)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("variable NAS_USE_BATCHED: the value must be on or off, was 'perhaps'")
                .hasMessageContaining("variable QNAP_PORT: the value must be 1 to 65535, was '70000'");
    }

    @Test
    void ourVariablesAreStrongerThanTheOldOnesAndOptionsThanBoth() {
        old();
        variables.put("SLUICE_NAS_HOST", "new.example.org");
        variables.put("SLUICE_NAS_USERNAME", "newer");
        options.put(Key.NAS_USERNAME, "newest");

        assertThat(nas().server()).hasToString("new.example.org:22");
        assertThat(nas().server().username()).isEqualTo("newest");
    }

    @Test
    void nothingSaidIsNoServer() {
        assertThat(Nas.find(settings(), variables)).isEmpty();
        variables.put("QNAP_HOST", " ");
        assertThat(Nas.find(settings(), variables)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"QNAP_HOST", "QNAP_USERNAME", "QNAP_PASSWORD"})
    void aServerThatIsToldByHalfIsAnError(String missing) {
        old();
        variables.remove(missing);

        assertThatThrownBy(this::nas).isInstanceOf(ConfigurationException.class).hasMessageNotContaining("secret");
    }

    @Test
    void aKeyNeedsNoPassword() {
        old();
        variables.remove("QNAP_PASSWORD");
        options.put(Key.NAS_KEY_FILE, "some/key");

        assertThat(nas().login()).hasToString("SftpLogin[key]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/share/../etc", "/.."})
    void aBaseThatIsNoFolderOfImagesIsRefused(String base) {
        old();
        options.put(Key.NAS_BASE_PATH, base);

        assertThatThrownBy(this::nas).isInstanceOf(ConfigurationException.class).hasMessageContaining("nas.basePath");
    }

    @ParameterizedTest
    @CsvSource({
        "a.png,true",
        "A.PNG,true",
        "a.jpg,true",
        "a.jpeg,true",
        "a.gif,true",
        "a.bmp,true",
        "a.tif,true",
        "a.tiff,true",
        "a.webp,true",
        "a b's.png,true",
        "a.png.png,true",
        ".a.png,false",
        "._a.png,false",
        ".png,false",
        "png,false",
        "a.txt,false",
        "a.png~,false",
        "a,false"
    })
    void imagesAreToldByTheirEnding(String name, boolean image) {
        assertThat(ImageNames.accepts(name)).isEqualTo(image);
    }

    @Test
    void secretsDoNotShow() {
        old();

        assertThat(nas().toString()).doesNotContain("secret");
    }
}
