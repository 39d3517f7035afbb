package sluice.opensearch;

import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * How long to go on asking a cluster that is away or too busy.
 *
 * @param tries further tries after the first, 0 or more
 * @param pause waits before the given further try, counted from 1
 * @param notice is told why there is a wait
 */
public record Patience(int tries, IntConsumer pause, Consumer<String> notice) {

    /** Asks once. */
    public static final Patience NONE = new Patience(0, attempt -> {}, notice -> {});

    /** Something asked of a cluster. */
    @FunctionalInterface
    interface Question<T> {
        T ask();
    }

    /** Asks again while the trouble is a passing one and tries are left. */
    <T> T keep(Question<T> question) {
        for (int attempt = 1; ; attempt++) {
            try {
                return question.ask();
            } catch (SearchFailure failure) {
                await(attempt, failure);
            }
        }
    }

    /** Waits before a further try, or gives up with the failure. */
    void await(int attempt, SearchFailure failure) {
        if (!failure.isPassing() || attempt > tries || Thread.currentThread().isInterrupted()) {
            throw failure;
        }
        notice.accept(failure.getMessage() + "; try " + (attempt + 1) + " of " + (tries + 1));
        pause.accept(attempt);
    }
}
