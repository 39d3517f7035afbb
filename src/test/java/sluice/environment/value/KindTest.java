package sluice.environment.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.environment.Key;
import sluice.environment.problem.Suggestion;

class KindTest {

    @ParameterizedTest
    @CsvSource({"0ms, PT0S", "500ms, PT0.5S", "2s, PT2S", "10min, PT10M", "6h, PT6H", "999999999999h, PT999999999999H"})
    void aDurationIsANumberAndAUnit(String text, Duration duration) {
        assertThat(DurationText.parse(text)).contains(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "s", "-1s", "1.5s", "1 s", "1m", "1S", "1d", "1234567890123ms", "1s\n"})
    void anythingElseIsNoDuration(String text) {
        assertThat(DurationText.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0ms", "500ms", "1500ms", "2s", "90s", "10min", "90min", "6h", "168h"})
    void aDurationIsWrittenAsItIsRead(String text) {
        assertThat(DurationText.of(DurationText.parse(text).orElseThrow())).isEqualTo(text);
    }

    @Test
    void aNumberOfFailuresIsExceededByOneMore() {
        var three = FailureLimit.parse("3").orElseThrow();

        assertThat(three.exceededBy(3, 5000)).isFalse();
        assertThat(three.exceededBy(4, 5000)).isTrue();
        assertThat(FailureLimit.parse("0").orElseThrow().exceededBy(1, 5000)).isTrue();
    }

    @Test
    void aShareOfFailuresIsExceededAboveIt() {
        var fivePercent = FailureLimit.parse("5%").orElseThrow();

        assertThat(fivePercent.exceededBy(250, 5000)).isFalse();
        assertThat(fivePercent.exceededBy(251, 5000)).isTrue();
        assertThat(FailureLimit.parse("100%").orElseThrow().exceededBy(5000, 5000))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "%", "101%", "-1", "5 %", "1.5%", "9999999"})
    void anythingElseIsNoFailureLimit(String text) {
        assertThat(FailureLimit.parse(text)).isEmpty();
    }

    @Test
    void aListLosesBlanksAndEmptyParts() {
        assertThat(Kind.Texts.split(" user\\_%, ,b,")).containsExactly("user\\_%", "b");
        assertThat(Kind.Texts.split("")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Key.class)
    void everyDefaultIsAValueThatMayBeWritten(Key key) {
        if (!key.standard().isEmpty()) {
            assertThat(key.kind().problem(key.standard())).isEmpty();
        }
    }

    @Test
    void optionVariableAndPropertyOfAKeyCarryOneName() {
        assertThat(Key.BATCH_SIZE.option()).isEqualTo("--batch-size");
        assertThat(Key.BATCH_SIZE.variable()).isEqualTo("SLUICE_BATCH_SIZE");
        for (Key key : Key.values()) {
            String words = key.property()
                    .replaceFirst("^sluice\\.", "")
                    .replace('.', '_')
                    .replaceAll("([A-Z])", "_$1");
            assertThat(words).isEqualToIgnoringCase(key.name());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "batchsize, sluice.batchSize",
        "sluice.batch-size, sluice.batchSize",
        "batchTme, sluice.batchTime",
        "sluice.locktimeout, sluice.lockTimeout",
        "URL, url",
        "user_name, username",
        "context, contexts",
        "schema, sluice.schemas"
    })
    void aNameTypedNearlyRightIsSuggested(String typed, String meant) {
        assertThat(Suggestion.among(properties(), typed)).isEqualTo(" (did you mean '" + meant + "'?)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"colour", "x", "vaultToken", ""})
    void aNameFarFromAllIsNot(String typed) {
        assertThat(Suggestion.among(properties(), typed)).isEmpty();
    }

    private static Stream<String> properties() {
        return Arrays.stream(Key.values()).map(Key::property);
    }
}
