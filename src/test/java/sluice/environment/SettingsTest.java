package sluice.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.environment.contexts.Given;
import sluice.environment.contexts.Reading;
import sluice.environment.problem.ConfigurationException;
import sluice.environment.value.Kind;

class SettingsTest {

    private static final String SMALLEST = """
            url=jdbc:postgresql://db.dev.example.org/shop
            username=shop
            contexts=dev
            """;

    @TempDir
    Path home;

    private final Map<Key, String> options = new HashMap<>();
    private final Map<String, String> variables = new HashMap<>();

    @BeforeEach
    void oneEnvironment() throws IOException {
        file("dev", "marketplace", SMALLEST);
    }

    @Test
    void aFileWithThreeLinesIsEnough() {
        var settings = read("dev", "marketplace");

        assertThat(settings.environment()).isEqualTo("dev");
        assertThat(settings.system()).isEqualTo("marketplace");
        assertThat(settings.url().text()).isEqualTo("jdbc:postgresql://db.dev.example.org/shop");
        assertThat(settings.username()).isEqualTo("shop");
        assertThat(settings.contexts()).isEqualTo("dev");
        assertThat(settings.labels()).isEmpty();
        assertThat(settings.schemas()).isEmpty();
        assertThat(settings.exclude()).isEmpty();
        assertThat(settings.schemasFile()).isEmpty();
        assertThat(settings.schemasQuery()).isEmpty();
        assertThat(settings.passwordFile()).isEmpty();
    }

    @Test
    void whatNobodySaysHasItsDefault() {
        var settings = read("dev", "marketplace");

        assertThat(settings.parallel()).isEqualTo(2);
        assertThat(settings.canary()).isZero();
        assertThat(settings.stopOnError()).isFalse();
        assertThat(settings.maxFailures().exceededBy(5000, 5000)).isFalse();
        assertThat(settings.batchSize()).isEqualTo(1000);
        assertThat(settings.batchSizeMin()).isEqualTo(10);
        assertThat(settings.batchSizeMax()).isEqualTo(100_000);
        assertThat(settings.batchTime()).isEqualTo(Duration.ofMillis(500));
        assertThat(settings.pause()).isZero();
        assertThat(settings.lockTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(settings.statementTimeout()).isEqualTo(Duration.ofMinutes(10));
        assertThat(settings.buildTimeout()).isEqualTo(Duration.ofHours(6));
        assertThat(settings.retries()).isEqualTo(8);
        assertThat(settings.lease()).isEqualTo(Duration.ofSeconds(60));
        assertThat(settings.throttle()).isTrue();
        assertThat(settings.throttleLag()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.throttleArchive()).isEqualTo(100);
        assertThat(settings.throttleQuery()).isEmpty();
        assertThat(settings.embeddedMajor()).isZero();
    }

    @Test
    void anOptionIsStrongerThanAVariableAndThatThanTheFile() throws IOException {
        file("dev", "marketplace", SMALLEST + "sluice.pause=1s\nsluice.retries=1\nsluice.parallel=1\n");
        variables.put("SLUICE_RETRIES", "2");
        variables.put("SLUICE_PARALLEL", "2");
        options.put(Key.PARALLEL, "3");

        var settings = read("dev", "marketplace");

        assertThat(settings.pause()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.retries()).isEqualTo(2);
        assertThat(settings.parallel()).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(Key.class)
    void everyKeyIsReadFromItsPropertyItsVariableAndItsOption(Key key) throws IOException {
        String value = sample(key);
        String rest = key.name().startsWith("BATCH_SIZE") ? "sluice.batchSize=500\n" : "";
        file("dev", "marketplace", without(SMALLEST + rest, key) + key.property() + "=" + value + "\n");
        String fromFile = read("dev", "marketplace").text(key);
        file("dev", "marketplace", SMALLEST + (key == Key.BATCH_SIZE ? "" : rest));
        variables.put(key.variable(), value);
        String fromVariable = read("dev", "marketplace").text(key);
        variables.clear();
        options.put(key, value);
        String fromOption = read("dev", "marketplace").text(key);

        assertThat(fromFile).endsWith(value);
        assertThat(fromVariable).isEqualTo(value);
        assertThat(fromOption).isEqualTo(value);
    }

    @Test
    void everythingWrongIsToldAtOnceWithItsPlace() throws IOException {
        Path file = file("dev", "marketplace", SMALLEST + "batchsize=5\n\nsluice.pause=-1\n");
        variables.put("SLUICE_PARALEL", "4");
        options.put(Key.RETRIES, "many");

        assertThatThrownBy(() -> read("dev", "marketplace"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(String.join(
                        System.lineSeparator(),
                        file + ": line 4: unknown key 'batchsize' (did you mean 'sluice.batchSize'?)",
                        "variable SLUICE_PARALEL: unknown (did you mean 'SLUICE_PARALLEL'?)",
                        file + ": line 6: sluice.pause must be 0ms to 10min, was '-1' (write 500ms, 2s, 10min or 6h)",
                        "option --retries: the value must be 0 to 100, was 'many'"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"password", "liquibase.password", "sluice.password", "emptyPassword", "PASSWORD"})
    void aPasswordInTheFileIsRefusedAndNotRepeated(String key) throws IOException {
        file("dev", "marketplace", SMALLEST + key + "=hunter2\n");

        assertThatThrownBy(() -> read("dev", "marketplace"))
                .hasMessageContaining("line 4: '" + key + "'")
                .hasMessageContaining("SLUICE_PASSWORD, ~/.pgpass")
                .hasMessageContaining("sluice.passwordFile")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void theValueOfAnUnknownKeyIsNotRepeated() throws IOException {
        file("dev", "marketplace", SMALLEST + "vaultToken=hunter2\n");

        assertThatThrownBy(() -> read("dev", "marketplace"))
                .hasMessageContaining("unknown key 'vaultToken'")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void aKeyThatStandsTwiceIsRefusedEvenWithOneValue() throws IOException {
        file("dev", "marketplace", SMALLEST + "contexts=dev\n");

        assertThatThrownBy(() -> read("dev", "marketplace"))
                .hasMessageEndingWith("line 4: 'contexts' stands already in line 3");
    }

    @Test
    void keysThatOnlyTheMavenPluginReadsAreLeftToIt() throws IOException {
        file("dev", "marketplace", SMALLEST + "driver=org.postgresql.Driver\nsearchPath=.\nverbose=true\n");

        assertThat(read("dev", "marketplace").asMap()).doesNotContainKeys("driver", "searchPath", "verbose");
    }

    @ParameterizedTest
    @ValueSource(strings = {"labelFilter", "dropFirst", "defaultSchemaName", "toTag"})
    void keysThatWouldMakeMavenRunSomethingElseAreRefused(String key) throws IOException {
        file("dev", "marketplace", SMALLEST + key + "=x\n");

        assertThatThrownBy(() -> read("dev", "marketplace"))
                .hasMessageContaining("line 4: '" + key + "' would count for Maven and not for sluice");
    }

    @Test
    void aPlaceholderThatNobodyReplacesIsRefused() throws IOException {
        file("dev", "marketplace", SMALLEST.replace("=shop", "=${env.USER}"));

        assertThatThrownBy(() -> read("dev", "marketplace")).hasMessageContaining("line 2: '${' is not replaced");
    }

    @Test
    void variablesOfTheLauncherAndOfOtherProgramsAreNoConcern() {
        variables.put("SLUICE_PASSWORD", "x");
        variables.put("SLUICE_HOME", "x");
        variables.put("SLUICE_TEST_URL", "x");
        variables.put("SLUICE_POSTGRES", "x");
        variables.put("PATH", "x");

        assertThat(read("dev", "marketplace").asMap()).doesNotContainValue("x");
    }

    @Test
    void anEmptyVariableSaysNothingAndAnEmptyOptionSaysNone() throws IOException {
        file("dev", "marketplace", SMALLEST + "labels=expand\nsluice.pause=1s\n");
        variables.put("SLUICE_PAUSE", "");
        options.put(Key.LABELS, "");

        var settings = read("dev", "marketplace");

        assertThat(settings.pause()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.labels()).isEmpty();
    }

    @Test
    void withoutAContextNothingRuns() throws IOException {
        file("dev", "marketplace", SMALLEST.replace("contexts=dev", "contexts="));

        assertThatThrownBy(() -> read("dev", "marketplace"))
                .hasMessageContaining("contexts is empty")
                .hasMessageContaining("--contexts");
    }

    @Test
    void withoutAnUrlNothingRuns() throws IOException {
        file("dev", "marketplace", "contexts=dev\n");

        assertThatThrownBy(() -> read("dev", "marketplace")).hasMessageContaining("url is missing");
    }

    @ParameterizedTest
    @CsvSource({
        "sluice.parallel, 0", "sluice.parallel, 65", "sluice.parallel, two", "sluice.parallel, 2.5",
        "sluice.batchSize, 0", "sluice.batchSize, 1000001", "sluice.batchSize, 99999999999", "sluice.batchSize, +5",
        "sluice.lockTimeout, 2", "sluice.lockTimeout, 2 s", "sluice.lockTimeout, 1ms", "sluice.lease, 2h",
        "sluice.onError, halt", "sluice.onError, STOP", "sluice.maxFailures, 101%", "sluice.maxFailures, -1",
        "sluice.throttle, yes", "sluice.throttleArchive, 0", "sluice.retries, ''"
    })
    void aValueOutsideItsLimitsIsRefusedAndNeverCorrected(String key, String value) throws IOException {
        file("dev", "marketplace", SMALLEST + key + "=" + value + "\n");
        String limits = Key.ofProperty(key).orElseThrow().kind().limits();

        assertThatThrownBy(() -> read("dev", "marketplace"))
                .hasMessageContaining("line 4: " + key + " must be " + limits + ", was '" + value + "'");
    }

    @Test
    void theWorkerInAnotherClassLoaderGetsTheSameSettings() throws IOException {
        file("dev", "marketplace", SMALLEST + "sluice.schemas=user\\\\_%, b\nsluice.pause=70s\n");
        var settings = read("dev", "marketplace");

        var copy = Settings.of(settings.asMap());

        assertThat(copy.asMap()).isEqualTo(settings.asMap());
        assertThat(copy.environment()).isEqualTo("dev");
        assertThat(copy.schemas()).containsExactly("user\\_%", "b");
        assertThat(copy.pause()).isEqualTo(Duration.ofSeconds(70));
    }

    @Test
    void aMapThatIsNoSettingsIsRefused() {
        var map = new HashMap<>(read("dev", "marketplace").asMap());
        map.put("sluice.parallel", "0");
        map.put("colour", "red");
        map.remove("sluice.pause");

        assertThatThrownBy(() -> Settings.of(map))
                .hasMessageContaining("sluice.parallel must be 1 to 64")
                .hasMessageContaining("unknown key 'colour'")
                .hasMessageContaining("settings without sluice.pause");
    }

    @Test
    void settingsTellALogNeitherUrlNorUser() {
        assertThat(read("dev", "marketplace").toString()).isEqualTo("Settings[marketplace in dev]");
    }

    private static String sample(Key key) {
        return switch (key) {
            case URL -> "jdbc:postgresql://localhost:6000/other";
            case CONTEXTS -> "staging";
            case MAX_FAILURES -> "7%";
            case ON_ERROR -> "stop";
            case THROTTLE, REPLAY, NAS_BATCHED -> "off";
            case BATCH_SIZE_MAX -> "90000";
            case BATCH_SIZE_MIN -> "20";
            default -> key.kind() instanceof Kind.Time ? key == Key.STATEMENT_TIMEOUT ? "1h" : "9s" : "33";
        };
    }

    private static String without(String text, Key key) {
        return text.replaceAll("(?m)^" + key.property() + "=.*\n", "");
    }

    private Path file(String environment, String system, String text) throws IOException {
        Path folder = Files.createDirectories(home.resolve("contexts").resolve(environment));
        return Files.writeString(folder.resolve(system + ".properties"), text, StandardCharsets.ISO_8859_1);
    }

    private Settings read(String environment, String system) {
        return Reading.settings(new Given(home.resolve("contexts"), environment, system, options, variables));
    }
}
