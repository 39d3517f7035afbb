package sluice.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.bench.contest.Figure;

/** Tables of benchmarks, kept in a file of which each run replaces its own section. */
final class BenchSheetTest {

    @TempDir
    private Path folder;

    private final StringWriter printed = new StringWriter();

    private BenchSheet sheet(String unit, Figure... figures) {
        BenchSheet sheet = new BenchSheet(new PrintWriter(printed));
        sheet.head(unit);
        List.of(figures).forEach(figure -> sheet.add(figure, 0));
        return sheet;
    }

    @Test
    void aNewRunReplacesItsSectionAndLeavesTheOthers() throws IOException {
        Path file = folder.resolve("FIGURES.md");
        sheet("rows", new Figure("floor", 1000, Duration.ofMillis(500), 1)).keep(file, "engine", List.of("monday"));
        sheet("schemas", new Figure("bare", 10, Duration.ofSeconds(2), 1)).keep(file, "fleet", List.of("tuesday"));
        BenchSheet third = sheet("rows", new Figure("floor", 1000, Duration.ofMillis(250), 1));
        third.finding("faster");
        third.keep(file, "engine", List.of("friday"));

        assertThat(Files.readString(file)).startsWith("# Figures\n").endsWith("""

                ## engine

                - friday

                | way | rows | seconds | rows/s | ratio |
                | --- | ---: | ---: | ---: | ---: |
                | floor | 1000 | 0.25 | 4000 | 1.00 |

                faster

                ## fleet

                - tuesday

                | way | schemas | seconds | schemas/s | ratio |
                | --- | ---: | ---: | ---: | ---: |
                | bare | 10 | 2.00 | 5 | 1.00 |
                """);
        assertThat(printed.toString()).contains("way ", "floor ", "faster");
    }
}
