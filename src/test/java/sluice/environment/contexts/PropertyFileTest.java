package sluice.environment.contexts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.environment.problem.Problems;

class PropertyFileTest {

    @TempDir
    Path folder;

    private final Problems problems = new Problems();

    @Test
    void linesKeepTheNumberAtWhichTheyBegin() throws IOException {
        var lines = read("# a comment\n\na=1\n! another\nb = 2\\\n   3\n\nc:4\n");

        assertThat(lines)
                .containsExactly(
                        new PropertyFile.Line(3, "a", "1"),
                        new PropertyFile.Line(5, "b", "23"),
                        new PropertyFile.Line(8, "c", "4"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a=1\r\nb=2\rc=3",
                "a 1\nb\t2\nc",
                "  a\\ b = c \\\n    d\n",
                "a=x\\u0041\\t\\\\y\nb=\\=\\:\\#\\!",
                "a=1\\\n\nb=2",
                "a=1\\\\\nb=2",
                "a=1\\\n# no comment\nb=2",
                "url=jdbc:postgresql://h/d?a=b#c",
                "a=\\\n\\\n1",
                "a=1\\",
            })
    void theValuesAreThoseOfTheJdk(String text) throws IOException {
        var expected = new Properties();
        expected.load(new StringReader(text));

        var read = read(text).stream().collect(Collectors.toMap(PropertyFile.Line::key, PropertyFile.Line::value));

        assertThatCode(problems::throwIfAny).doesNotThrowAnyException();
        assertThat(read).isEqualTo(expected);
    }

    @Test
    void aBlankAtTheEndOfAValueIsNoPartOfIt() throws IOException {
        assertThat(read("a=1 \t\n")).containsExactly(new PropertyFile.Line(1, "a", "1"));
    }

    @Test
    void theSingleBackslashOfAPatternWouldBeLostAndIsAProblem() throws IOException {
        read("sluice.schemas=user\\\\_%\nsluice.exclude=user\\_%\n");

        assertThatThrownBy(problems::throwIfAny)
                .hasMessageEndingWith("line 2: the backslash before '_' would be lost; write \\\\_");
    }

    @Test
    void aBrokenUnicodeEscapeIsAProblemWithItsLine() throws IOException {
        read("a=1\nb=\\u12\n");

        assertThatThrownBy(problems::throwIfAny).hasMessageContaining("line 2: \\u must be followed by");
    }

    @Test
    void aLetterThatMavenWouldReadOtherwiseIsAProblemSaveInAComment() throws IOException {
        read("# gr\u00fcn\na=gr\u00fcn\n");

        assertThatThrownBy(problems::throwIfAny).hasMessageContaining("line 2: only ASCII");
    }

    private List<PropertyFile.Line> read(String text) throws IOException {
        return PropertyFile.read(
                Files.writeString(folder.resolve("x.properties"), text, StandardCharsets.UTF_8), problems);
    }
}
