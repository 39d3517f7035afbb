package sluice.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A question on a thread of its own: its trouble is told as if it had been asked here. */
final class MeanwhileTest {

    @Test
    void theAskerGoesOnUntilItWantsTheAnswer() throws Exception {
        CountDownLatch goesOn = new CountDownLatch(1);
        Meanwhile<String> question = Meanwhile.ask("test", () -> {
            goesOn.await();
            return Thread.currentThread().getName();
        });

        goesOn.countDown();

        assertThat(question.answer()).isEqualTo("test").isEqualTo(question.answer());
    }

    static Stream<Throwable> troubles() {
        return Stream.of(
                new SQLException("away", "08006"),
                new IllegalArgumentException("wrong"),
                new StackOverflowError("deep"));
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void troubleComesAsItWas(Throwable trouble) {
        Meanwhile<String> question = Meanwhile.ask("test", () -> {
            if (trouble instanceof Error error) {
                throw error;
            }
            throw (Exception) trouble;
        });

        assertThatThrownBy(question::answer).isSameAs(trouble);
    }
}
