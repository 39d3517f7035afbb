package sluice.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every system under every fault, by {@code ./mvnw verify -Pfaults}; {@code -Dfaults.rounds=20} for the long version,
 * {@code -Dfaults.systems} and {@code -Dfaults.only} for less.
 */
final class FaultRounds {

    private static final int ROUNDS = Integer.getInteger("faults.rounds", 1);
    private static final List<String> SYSTEMS =
            List.of(System.getProperty("faults.systems", "marketplace,grading,journal,designs,listings")
                    .split(","));
    private static final List<Fault> FAULTS = Arrays.stream(
                    System.getProperty("faults.only", "").split(","))
            .filter(name -> !name.isEmpty())
            .map(Fault::valueOf)
            .toList();
    private static final Path TABLE = Path.of(System.getProperty("faults.table", "target/faults.md"));

    @TempDir
    private Path folder;

    private final long seed = Long.getLong("faults.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Tally tally = new Tally();

    @Test
    void everySystemSurvivesEveryFault() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"));
                Site site = new Site(disk.folder().resolve("home"))) {
            if (!disk.isSmall()) {
                tally.note("The full disk was left out: " + disk.reason());
            }
            for (String system : SYSTEMS) {
                Legacy.make(site, system);
                Trial trial = new Trial(site, system, Files.createDirectories(folder.resolve(system)), random);
                long calm = trial.calm();
                Map<String, String> expected = site.contents(system);
                for (Fault fault : FAULTS.isEmpty() ? List.of(Fault.values()) : FAULTS) {
                    for (int round = 0; round < ROUNDS && (fault != Fault.FULL_DISK || disk.isSmall()); round++) {
                        one(site, trial, system, fault, calm, expected);
                    }
                }
            }
        }
        tally.write(TABLE, seed);
        assertThat(tally.notes().stream().filter(note -> note.startsWith("Lost")))
                .isEmpty();
        assertThat(tally.lost()).isZero();
    }

    private void one(Site site, Trial trial, String system, Fault fault, long calm, Map<String, String> expected)
            throws IOException {
        try {
            int commands = trial.run(fault, calm);
            assertThat(site.contents(system)).isEqualTo(expected);
            assertThat(trial.verified()).isEmpty();
            tally.count(fault, system, true, commands);
        } catch (Exception | AssertionError lost) {
            tally.count(fault, system, false, 0);
            tally.note("Lost, " + system + ", " + fault.words() + ": "
                    + String.valueOf(lost.getMessage()).strip());
            site.start();
        }
    }
}
