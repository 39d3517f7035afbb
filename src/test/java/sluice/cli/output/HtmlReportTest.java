package sluice.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.fleet.report.FleetReport;
import sluice.fleet.report.Outcome;
import sluice.fleet.report.SchemaReport;

/** The page for people: all that happened, in one file that asks nobody for anything. */
final class HtmlReportTest {

    private static final int SCHEMAS = 5000;
    private static final int WORKERS = 8;

    @TempDir
    private Path folder;

    private final List<SchemaReport> schemas = new ArrayList<>();
    private final List<Timeline.Turn> turns = new ArrayList<>();

    private void schema(String name, Outcome outcome, long millis, String error, String state, String changeset) {
        schemas.add(new SchemaReport(
                name, outcome, 3, 7, 0, Duration.ofMillis(millis), Map.of(), "", error, state, changeset));
        int number = turns.size();
        turns.add(new Timeline.Turn(schemas.get(number), number % WORKERS, number * 10.0, number * 10.0 + millis));
    }

    private String page() throws Exception {
        Path file = folder.resolve("page.html");
        FleetReport report = new FleetReport(schemas, Duration.ofSeconds(61));
        new HtmlReport("update orders in staging", report, turns).write(file);
        return Files.readString(file);
    }

    @Test
    void fiveThousandSchemasAreOnOnePageWithAllThatFailed() throws Exception {
        for (int number = 0; number < SCHEMAS; number++) {
            boolean bad = number % 1000 == 7;
            schema(
                    "user_" + number,
                    bad ? Outcome.FAILED : number % 2 == 0 ? Outcome.MIGRATED : Outcome.UP_TO_DATE,
                    20 + number % 50,
                    bad ? "relation \"t" + number + "\" does not exist" : "",
                    bad ? "42P01" : "",
                    bad ? "020-fill-orders" : "");
        }
        String page = page();

        assertThat(count(page, "<i class=\"failed\"")).isEqualTo(5);
        assertThat(count(page, "<i class=\"migrated\"")).isEqualTo(SCHEMAS / 2);
        assertThat(count(page, "<i class=\"")).isEqualTo(SCHEMAS);
        assertThat(count(page, "<rect class=\"")).isEqualTo(SCHEMAS);
        assertThat(count(page, "<td>42P01<td")).isEqualTo(5);
        assertThat(page)
                .contains("<code>user_1007</code><td class=\"m\">020-fill-orders")
                .contains("relation &quot;t1007&quot; does not exist")
                .contains("viewBox=\"0 0 1000 " + WORKERS * 18 + "\"")
                .contains("<b>5</b>failed", "<b>2500</b>migrated", "<h2>Slowest</h2>");
        assertThat(page.length()).as("readable in any browser").isLessThan(1_500_000);
    }

    @Test
    void itAsksNoNetworkAndNoOtherFile() throws Exception {
        schema("user_1", Outcome.MIGRATED, 20, "", "", "");
        String page = page();
        assertThat(page).startsWith("<!DOCTYPE html>").contains("<meta charset=\"utf-8\">");
        assertThat(Pattern.compile("(?i)https?:|src\\s*=|href\\s*=|<script|<link|<iframe|@import|url\\(|//")
                        .matcher(page)
                        .find())
                .isFalse();
    }

    @Test
    void aNameOrAMessageStaysText() throws Exception {
        schema("<script>alert(1)</script>", Outcome.FAILED, 20, "a < b && \"c\" > 'd'", "\"><", "<i>");
        String page = page();
        assertThat(page)
                .doesNotContain("<script>", "<i>", "\"><\"")
                .contains(
                        "&lt;script&gt;alert(1)&lt;/script&gt;", "a &lt; b &amp;&amp; &quot;c&quot; &gt; &#39;d&#39;");
    }

    @Test
    void aRunAboutNothingIsAPageToo() throws Exception {
        assertThat(page()).contains("0 schemas in").doesNotContain("<h2>Failed", "<svg", "<h2>Slowest");
    }

    private static long count(String text, String part) {
        return Pattern.compile(Pattern.quote(part)).matcher(text).results().count();
    }
}
