package sluice.task.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Who holds the lock of a file, and whether he is still there. */
final class HolderProcessTest {

    private final HolderProcess self = HolderProcess.current();

    @Test
    void theMarkNamesTheProcessWhateverStandsBeforeIt() {
        assertThat(HolderProcess.of("host (127.0.0.1)" + self.mark())).hasValue(self);
    }

    @Test
    void aRowOfAnotherProgramNamesNobody() {
        assertThat(HolderProcess.of("host (127.0.0.1)")).isEmpty();
        assertThat(HolderProcess.of("host [pg 12@13]")).isEmpty();
    }

    @Test
    void whoRunsIsThere() {
        assertThat(self.isGone()).isFalse();
    }

    @Test
    void aProcessThatEndedIsGone() throws Exception {
        Process process = new ProcessBuilder("sleep", "60").start();
        HolderProcess holder = new HolderProcess(
                self.host(), process.pid(), process.info().startInstant().orElseThrow());
        assertThat(holder.isGone()).isFalse();
        process.destroyForcibly().waitFor();
        assertThat(holder.isGone()).isTrue();
    }

    @Test
    void aNumberThatAnotherProcessHasNowIsNotTheHolder() {
        assertThat(new HolderProcess(self.host(), self.number(), Instant.EPOCH).isGone())
                .isTrue();
    }

    @Test
    void ofAnotherMachineNothingIsKnown() {
        assertThat(new HolderProcess("elsewhere", self.number(), Instant.EPOCH).isGone())
                .isFalse();
    }
}
