package sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import sluice.environment.TestDatabase;

/** Wrong usage: one line that says what and what next, status 2, and nothing else. */
final class MisuseTest {

    private static final String NOBODY = "jdbc:postgresql://127.0.0.1:1/nothing";

    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake("There is no system nowhere. There are:", "update", "nowhere", "--url", NOBODY),
                mistake("Did you mean --schemas", "update", "marketplace", "--url", NOBODY, "--scemas", "a"),
                mistake(
                        "'--batchsize'",
                        "update",
                        "marketplace",
                        "--url",
                        NOBODY,
                        "--schemas",
                        "a",
                        "--batchsize",
                        "5"),
                mistake("--to-tag", "rollback", "marketplace", "--url", NOBODY),
                mistake("SYSTEM", "update"),
                mistake("Did you mean", "udpate", "marketplace"),
                mistake("--batch-size", "update", "marketplace", "--url", NOBODY, "--batch-size", "many"),
                mistake("environments of marketplace", "status", "marketplace", "--env", "nowhere"),
                mistake("process list", "status", "marketplace", "--url", NOBODY + "?password=hunter2"),
                mistake("nobody listens there", "update", "marketplace", "--url", NOBODY),
                mistake("There is no changelog", "update", "not/there.yaml", "--url", NOBODY),
                mistake("not there yet", "demo", "nothing"),
                mistake("embedded database only", "demo", "marketplace", "--url", NOBODY),
                mistake("only sluice demo may", "update", "marketplace", "--url", NOBODY, "--contexts", "dev,demo"));
    }

    private static Arguments mistake(String told, String... arguments) {
        return Arguments.of(told, List.of(arguments));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeIsAnsweredByOneLineAndStatusTwo(String told, List<String> arguments) {
        assertAnswer(Cli.run(arguments.toArray(String[]::new)), told);
    }

    static Stream<Arguments> ends() {
        return Stream.of(
                Arguments.of(new OutOfMemoryError("Java heap space"), "JAVA_TOOL_OPTIONS=-Xmx2g"),
                Arguments.of(new NoClassDefFoundError("sluice/x"), "built again while this ran"),
                Arguments.of(new StackOverflowError(), "Java can't go on"));
    }

    @ParameterizedTest
    @MethodSource("ends")
    void anEndOfJavaItselfIsToldInOneLineAndFails(Error end, String told) {
        StringWriter err = new StringWriter();
        CommandLine broken = new CommandLine(new Broken(end)).setErr(new PrintWriter(err, true));

        assertThat(Sluice.execute(broken)).isOne();
        assertThat(err.toString().strip())
                .contains(told)
                .contains("same command")
                .doesNotContain("\n");
    }

    @Command(name = "broken")
    private record Broken(Error end) implements Runnable {
        @Override
        public void run() {
            throw end;
        }
    }

    @Test
    void anUnknownTagIsAnsweredWithTheTagsThatAre() {
        try (TestDatabase db = TestDatabase.create()) {
            assertAnswer(on(db, "update", "--to-tag", "nowhere"), "There are: marketplace-start");
            assertAnswer(on(db, "rollback", "--to-tag", "nowhere"), "There are: marketplace-start");
            assertAnswer(on(db, "update", "--again", "nowhere"), "There is no changeset nowhere");
        }
    }

    @Test
    void aPatternWithoutASchemaIsAnsweredWithTheWayToSeeThem() {
        try (TestDatabase db = TestDatabase.create()) {
            assertAnswer(on(db, "update", "--schemas", "user\\_%"), "sluice schemas marketplace");
        }
    }

    private static Cli on(TestDatabase db, String command, String... more) {
        String[] start = {command, "marketplace", "--url", db.url(), "--username", db.username(command)};
        return Cli.run(Stream.concat(Stream.of(start), Stream.of(more)).toArray(String[]::new));
    }

    private static void assertAnswer(Cli run, String told) {
        assertThat(run.status()).as(run.out() + run.err()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().strip()).contains(told).doesNotContain("\n").doesNotContain("Exception", "hunter2");
    }
}
