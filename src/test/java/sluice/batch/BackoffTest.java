package sluice.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tries wait longer and longer, never for ever, and never two of them alike. */
class BackoffTest {

    @ParameterizedTest
    @CsvSource({"1, 25, 50", "2, 50, 100", "5, 400, 800", "8, 2500, 5000", "1000000, 2500, 5000"})
    void eachTryWaitsTwiceAsLongUpToFiveSeconds(int attempt, long shortest, long longest) {
        assertThat(IntStream.range(0, 200).mapToObj(i -> Backoff.before(attempt).toMillis()))
                .allSatisfy(wait -> assertThat(wait).isBetween(shortest, longest));
    }

    @Test
    void twoThatCollidedDoNotWaitAlike() {
        assertThat(IntStream.range(0, 50).mapToObj(i -> Backoff.before(8)).distinct())
                .hasSizeGreaterThan(10);
    }

    @Test
    void anInterruptEndsTheWaitAndIsKept() {
        Thread.currentThread().interrupt();

        Backoff.pause(Duration.ofHours(1));

        assertThat(Thread.interrupted()).isTrue();
    }
}
