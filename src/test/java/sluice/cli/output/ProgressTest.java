package sluice.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import sluice.cli.terminal.Position;
import sluice.cli.terminal.Screen;

/** What people see while schemas run. */
final class ProgressTest {

    private static final long SECOND = 1_000_000_000L;
    private final StringWriter text = new StringWriter();
    private final PrintWriter people = new PrintWriter(text);

    @Test
    void tellsRowsPercentSpeedAndTimeLeft() {
        Position begun = Position.after(null, 1000, 10_000, 0);
        Position later = Position.after(begun, 5000, 10_000, 2 * SECOND);

        assertThat(later.told(2 * SECOND)).isEqualTo("5000 of about 10000 rows, 50 %, 2000 rows/s, 3 s left");
        assertThat(Position.after(null, 7, 0, 0).told(SECOND)).isEqualTo("7 rows");
    }

    @Test
    void measuresAnotherStepAfresh() {
        Position first = Position.after(null, 900, 1000, 0);
        Position second = Position.after(first, 10, 100_000, 5 * SECOND);

        assertThat(Position.after(second, 36_010, 100_000, 6 * SECOND).told(6 * SECOND))
                .contains("36000 rows/s");
        assertThat(Position.after(second, 1010, 10_000_000, 6 * SECOND).told(6 * SECOND))
                .contains("2:46:39 left");
    }

    @Test
    void neverTellsMoreThanAHundredPercent() {
        assertThat(Position.after(null, 1500, 1000, 0).told(SECOND)).isEqualTo("1500 of about 1000 rows, 100 %");
    }

    @Test
    void showsBarsOnATerminalWithTheLinesAboveThem() {
        Progress progress = new Progress(people, true, false, true);
        progress.rows("user_1", 500, 1000);
        progress.rows("user_2", 100, 1000);
        await().atMost(Duration.ofSeconds(10))
                .until(() ->
                        text.toString().contains("600/2000") && text.toString().contains("500/1000"));
        assertThat(text.toString()).contains("user_1", "500/1000", "user_2", "all");

        progress.notice("user_1", "something to know");

        String last = text.toString().substring(text.toString().indexOf("something to know"));
        assertThat(last).contains("user_1").contains("all");
        progress.end();
    }

    @Test
    void keepsBarsWithinTheTerminalWhateverItsWidthBecomes() {
        AtomicInteger width = new AtomicInteger(80);
        String name = "a_tenant_whose_name_takes_all_the_room_that_a_name_in_postgres_can";
        Progress progress = new Progress(new Screen(people, width::get), true, false, false);
        progress.rows(name, 500, 1000);
        await().atMost(Duration.ofSeconds(10)).until(() -> text.toString().contains("a_tenant"));
        width.set(40);
        progress.rows("short", 500, 1000);
        await().atMost(Duration.ofSeconds(10)).until(() -> text.toString().contains("short"));
        progress.end();

        List<String> lines =
                text.toString().replaceAll("\u001b\\[[0-9]*[A-Z]", "").lines().toList();
        assertThat(lines).isNotEmpty().allMatch(line -> line.length() <= 79);
        assertThat(lines.get(lines.size() - 1)).hasSizeLessThanOrEqualTo(39);
    }

    @Test
    void drawsNothingWhereThereIsNoTerminal() {
        Progress progress = new Progress(people, false, false, false);
        progress.rows("user_1", 500, 1000);
        progress.end();
        assertThat(text.toString()).isEmpty();
    }
}
