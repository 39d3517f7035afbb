package sluice.designs.importing;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Work of several threads whose results are taken in the order in which it was given. */
final class Ordered<T> {

    private final ExecutorService threads;
    private final Queue<Future<T>> futures = new ArrayDeque<>();

    Ordered(ExecutorService threads) {
        this.threads = threads;
    }

    void add(Callable<T> work) {
        futures.add(threads.submit(work));
    }

    /** Waits for each result in turn; the first error ends it, after all work has ended. */
    void forEach(Consumer<T> sink) throws SQLException {
        SQLException error = null;
        for (var future = futures.poll(); future != null; future = futures.poll()) {
            try {
                T result = future.get();
                sink.accept(result);
            } catch (ExecutionException failed) {
                error = error == null ? sqlException(failed.getCause()) : error;
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while other threads work", stop);
            }
        }
        if (error != null) {
            throw error;
        }
    }

    private static SQLException sqlException(Throwable cause) {
        if (cause instanceof SQLException sql) {
            return sql;
        }
        if (cause instanceof RuntimeException programming) {
            throw programming;
        }
        if (cause instanceof Error fatal) {
            throw fatal;
        }
        throw new IllegalStateException(cause);
    }
}
