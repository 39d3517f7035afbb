package sluice.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table of faults tells of each system what its last run found. */
final class TallyTest {

    private static final String GRADING = "| kill -9 of the runner | grading | 2 | 1 | 1 | 1.5 |";
    private static final String JOURNAL = "| kill -9 of the runner | journal | 1 | 1 | 0 | 2.0 |";
    private static final String JOURNAL_AGAIN = "| kill -9 of the runner | journal | 1 | 1 | 0 | 4.0 |";

    @TempDir
    private Path folder;

    private Path table;

    @BeforeEach
    void aRunOfTwoSystems() throws IOException {
        table = folder.resolve("new/faults.md");
        Tally tally = new Tally();
        tally.count(Fault.KILL, "grading", true, 1);
        tally.count(Fault.KILL, "grading", false, 0);
        tally.count(Fault.KILL, "journal", true, 1);
        tally.write(table, 17);
    }

    @Test
    void whatWasTriedSurvivedAndLostIsALinePerSystem() throws IOException {
        assertThat(Files.readAllLines(table)).contains(GRADING, JOURNAL);
        assertThat(Files.readString(table)).contains(", seed 17, Java ").contains(", grading and journal");
    }

    @Test
    void aRunOfOneSystemLeavesTheOthersLinesAndTheirRun() throws IOException {
        Tally again = new Tally();
        again.count(Fault.KILL, "journal", true, 3);
        again.write(table, 18);

        assertThat(Files.readAllLines(table)).contains(GRADING, JOURNAL_AGAIN).doesNotContain(JOURNAL);
        assertThat(Files.readString(table)).contains(", seed 17, Java ", ", seed 18, Java ");
    }

    @Test
    void aRunOfAllLeavesNothingOfEarlierOnes() throws IOException {
        Tally again = new Tally();
        again.count(Fault.KILL, "journal", true, 3);
        again.count(Fault.KILL, "grading", true, 1);
        again.write(table, 18);

        assertThat(Files.readAllLines(table)).doesNotContain(GRADING, JOURNAL);
        assertThat(Files.readString(table)).doesNotContain("seed 17");
    }
}
