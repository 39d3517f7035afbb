package sluice.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Lines that must not follow each other too fast. */
final class IntervalTest {

    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void theFirstLineWaitsUntilABegunIntervalIsOver() {
        assertThat(Interval.begun(HOUR).isOver()).isFalse();
        assertThat(Interval.begun(Duration.ZERO).isOver()).isTrue();
    }

    @Test
    void theFirstLineComesAtOnceWhereNoneCameBefore() {
        Interval interval = Interval.over(HOUR);

        assertThat(interval.isOver()).isTrue();
        assertThat(interval.isOver()).isFalse();
    }

    @Test
    void onlyOneOfManyThreadsSpeaks() {
        Interval interval = Interval.over(HOUR);
        AtomicInteger lines = new AtomicInteger();

        IntStream.range(0, 1000).parallel().filter(n -> interval.isOver()).forEach(n -> lines.incrementAndGet());

        assertThat(lines).hasValue(1);
    }
}
