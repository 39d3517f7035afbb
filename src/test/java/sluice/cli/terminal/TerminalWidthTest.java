package sluice.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a terminal says of its width, and what it may fail to say. */
final class TerminalWidthTest {

    @ParameterizedTest
    @CsvSource({"24 132,132", "24 0,80", "'',80", "not a terminal,80", "5 3,20"})
    void takesTheWidthFromWhatTheTerminalSays(String told, int columns) {
        assertThat(TerminalWidth.columns(told + "\n")).isEqualTo(columns);
    }
}
