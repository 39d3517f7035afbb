package sluice.opensearch;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * How long to go on asking a cluster that is away or too busy.
 *
 * @param longest how long in a row nothing may come of it
 * @param pause waits before the given further try, counted from 1
 * @param notice is told why there is a wait
 */
public record Patience(Duration longest, IntConsumer pause, Consumer<String> notice) {

    /** Asks once. */
    public static final Patience NONE = new Patience(Duration.ZERO, attempt -> {}, notice -> {});

    /** Something asked of a cluster. */
    @FunctionalInterface
    interface Question<T> {
        T ask();
    }

    /** Asks again while the trouble is a passing one and the patience lasts. */
    <T> T keep(Question<T> question) {
        Wait wait = begin();
        while (true) {
            try {
                return question.ask();
            } catch (SearchFailure failure) {
                wait.after(failure);
            }
        }
    }

    /** Begins with one piece of work. */
    public Wait begin() {
        return new Wait();
    }

    /** The waiting in one piece of work. Not thread-safe. */
    public final class Wait {

        private int attempt;
        private long since;

        /** Something came of it: patience begins anew. */
        public void progress() {
            attempt = 0;
        }

        /** Waits before a further try, or gives up with the failure. */
        public void after(SearchFailure failure) {
            long now = System.nanoTime();
            since = attempt == 0 ? now : since;
            boolean over = now - since >= longest.toNanos();
            if (!failure.isPassing() || over || Thread.currentThread().isInterrupted()) {
                throw failure;
            }
            notice.accept(failure.getMessage());
            pause.accept(++attempt);
        }
    }
}
