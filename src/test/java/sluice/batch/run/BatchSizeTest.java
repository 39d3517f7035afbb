package sluice.batch.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import sluice.batch.Pace;

/** How the size of a batch follows what batches take. */
final class BatchSizeTest {

    private static final Duration FAST = Duration.ofMillis(10);
    private final BatchSize size = new BatchSize(Pace.DEFAULT);

    @Test
    void doublesWhileBatchesAreFast() {
        size.took(1000, FAST);
        assertThat(size.next()).isEqualTo(2000);
        size.took(2000, FAST);
        assertThat(size.next()).isEqualTo(4000);
    }

    @Test
    void neverLeavesItsBounds() {
        for (int i = 0; i < 50; i++) {
            size.took(size.next(), FAST);
        }
        assertThat(size.next()).isEqualTo(100_000);
        size.took(100_000, Duration.ofHours(1));
        assertThat(size.next()).isEqualTo(13);
        size.took(13, Duration.ofHours(1));
        assertThat(size.next()).isEqualTo(10);
    }

    @Test
    void fallsAtOnceToWhatFitsTheTime() {
        size.took(1000, Duration.ofSeconds(5));
        assertThat(size.next()).isEqualTo(100);
    }

    @Test
    void learnsNothingFromTheFewRowsAtTheEnd() {
        size.took(3, Duration.ofNanos(1));
        assertThat(size.next()).isEqualTo(1000);
    }

    @Test
    void halvesTheSuspectsUntilOneIsLeft() {
        size.failed(1000);
        assertThat(size.next()).isEqualTo(500);
        size.took(500, FAST); // the bad one is in the other half
        assertThat(size.next()).isEqualTo(250);
        size.failed(250);
        assertThat(size.next()).isEqualTo(125);
        size.failed(2);
        assertThat(size.next()).isEqualTo(1);
        size.took(1, FAST);
        assertThat(size.next()).isEqualTo(1);
    }

    @Test
    void startsSmallBehindABadRowAndIsSoonBack() {
        size.failed(1000);
        size.isolated();
        assertThat(size.next()).isEqualTo(16);
        int batches = 0;
        while (size.next() < 1000) {
            size.took(size.next(), FAST);
            batches++;
        }
        assertThat(batches).isLessThan(10);
    }

    @Test
    void isCarefulAfterATimeout() {
        size.tooMany(1000);
        assertThat(size.next()).isEqualTo(500);
        size.took(500, FAST);
        assertThat(size.next()).isEqualTo(551);
    }
}
