package sluice.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exactly once, whatever is killed; {@code -Dkills=200} for the long version. */
final class KillsTest {

    private static final int KILLS = Integer.getInteger("kills", 8);

    @TempDir
    private Path home;

    @Test
    void everyRowIsChangedExactlyOnceWhateverIsKilled() throws Exception {
        long seed = System.nanoTime();
        try (KillHarness harness = new KillHarness(home, seed)) {
            assertThat(harness.run(KILLS).values().stream()
                            .mapToInt(Integer::intValue)
                            .sum())
                    .as("seed " + seed)
                    .isEqualTo(KILLS);
        }
    }
}
