package sluice.manual;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every command line, file and statement that stands in a fenced block of a manual, in the order in which it stands there:
 * it ends as the manual says and prints what the manual shows. {@code -Dmanual=FLEET} takes one manual.
 */
final class ManualTest {

    /** What no test can do; each says so where it stands, as a comment {@code by hand}. */
    private static final List<String> BY_HAND = List.of(
            "./mvnw -B verify",
            "./mvnw -B verify -Pmatrix",
            "./mvnw -B verify -Pmatrix -Djdk.other=/path/to/another/jdk",
            "./mvnw -B verify -Pmatrix -Dtest=Grading*Test,Journal*Test",
            "./mvnw -B verify -Pfaults -Dfaults.rounds=5",
            "./mvnw -B verify -Dtest.database=testcontainers -Dtest.image=postgres:16",
            "./sluice bench all DIR --sizes 1m --schemas-count 1000 --markdown src/test/java/sluice/FIGURES.md",
            "./sluice licences",
            "src/test/sh/reproducible");

    @TempDir
    private Path folder;

    static List<Path> manuals() throws IOException {
        List<Path> manuals = new ArrayList<>(List.of(Scratch.PROJECT.resolve("README.md")));
        for (String root : List.of("changelogs", "contexts", "src")) {
            try (Stream<Path> files = Files.walk(Scratch.PROJECT.resolve(root))) {
                files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(manuals::add);
            }
        }
        String wanted = System.getProperty("manual", "");
        return manuals.stream()
                .map(Scratch.PROJECT::relativize)
                .filter(manual -> manual.toString().contains(wanted))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("manuals")
    void whatAManualSaysIsSo(Path manual) throws Exception {
        List<Block> blocks = Block.of(Scratch.PROJECT.resolve(manual));
        if (blocks.stream().anyMatch(block -> !block.language().isEmpty())) {
            try (Scratch scratch = Scratch.in(folder)) {
                new Reader(scratch).read(blocks);
            }
        }
    }

    @Test
    void theReadmeStaysShort() throws IOException {
        assertThat(Files.readAllLines(Scratch.PROJECT.resolve("README.md"))).hasSizeLessThanOrEqualTo(200);
    }

    @ParameterizedTest
    @MethodSource("manuals")
    void everyLinkLeadsSomewhere(Path manual) throws IOException {
        Path file = Scratch.PROJECT.resolve(manual);
        java.util.regex.Pattern.compile("]\\(([^)#:]+)\\)")
                .matcher(Files.readString(file))
                .results()
                .forEach(link -> assertThat(file.resolveSibling(link.group(1))).exists());
    }

    /** Goes through the blocks of one manual. */
    private static final class Reader {

        private final Scratch scratch;
        private final Shell shell;
        private String output = "";

        Reader(Scratch scratch) {
            this.scratch = scratch;
            this.shell = new Shell(scratch);
        }

        void read(List<Block> blocks) throws Exception {
            for (Block block : blocks) {
                switch (block.language()) {
                    case "sh" -> run(block);
                    case "text" ->
                        assertThat(Expected.missing(block.text(), output))
                                .as(block.place() + " shows what was not printed; that was:\n" + output)
                                .isEmpty();
                    case "sql", "yaml", "properties", "java" -> write(block);
                    case "" -> {} // a drawing
                    default -> throw new AssertionError(block.place() + ": no test for " + block.language());
                }
            }
        }

        private void run(Block block) throws Exception {
            StringBuilder said = new StringBuilder();
            for (Command command : Command.joined(Command.of(block.text()))) {
                if (command.isByHand()) {
                    assertThat(BY_HAND).as(block.place()).contains(command.toString());
                    continue;
                }
                Shell.Result result = shell.run(command);
                assertThat(result.status())
                        .as(block.place() + " " + command + "\n" + result.out() + result.err())
                        .isEqualTo(command.status());
                said.append(result.out()).append(result.err());
            }
            output = said.toString();
        }

        private void write(Block block) throws Exception {
            String file = block.file()
                    .orElseThrow(() -> new AssertionError(block.place() + ": the line above names no file"));
            scratch.write(file, block.text());
            if (file.endsWith(".java")) {
                Compiled.into(scratch.folder.resolve("target/classes"), scratch.folder.resolve(file));
            }
        }
    }
}
