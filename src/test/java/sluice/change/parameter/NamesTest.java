package sluice.change.parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A list of names, as people write it. */
final class NamesTest {

    @Test
    void oneName() {
        assertThat(Names.of("id")).containsExactly("id");
    }

    @Test
    void severalNamesKeepTheirCaseAndLoseTheSpaceAround() {
        assertThat(Names.of(" Order no , Zeile,x ")).containsExactly("Order no", "Zeile", "x");
    }

    @Test
    void namesInQuotesMayHoldCommasAndQuotes() {
        assertThat(Names.of("\"a, b\", c, \"d\"\"e\"")).containsExactly("a, b", "c", "d\"e");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a,", ",a", "a,,b", "\"a", "\"\"", "\"a\" b", "a\"b"})
    void whatIsNoListIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Names.of(text)).withMessageContaining(text);
    }
}
