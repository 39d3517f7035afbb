package sluice.sql;

import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** A question that is asked on a thread of its own, while the asker goes on with another. */
public final class Meanwhile<T> {

    private final FutureTask<T> question;

    private Meanwhile(Callable<T> question) {
        this.question = new FutureTask<>(question);
    }

    /** Begins to ask at once; the process does not wait for an answer that nobody takes. */
    public static <T> Meanwhile<T> ask(String thread, Callable<T> question) {
        Meanwhile<T> meanwhile = new Meanwhile<>(question);
        Thread asking = new Thread(meanwhile.question, thread);
        asking.setDaemon(true);
        asking.start();
        return meanwhile;
    }

    /**
     * Waits for the answer; the same each time.
     *
     * @throws SQLException the question's own trouble, as are unchecked exceptions
     */
    public T answer() throws SQLException {
        try {
            return question.get();
        } catch (ExecutionException trouble) {
            Throwable cause = trouble.getCause();
            if (cause instanceof SQLException sql) {
                throw sql;
            }
            if (cause instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            if (cause instanceof Error end) {
                throw end;
            }
            throw new IllegalStateException(cause);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while an answer was waited for", stop);
        }
    }
}
