package sluice.batch.copy.run;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import sluice.batch.copy.CopyBatch;

/** The streams of a copy that work at once; a batch goes to whichever is free. */
final class Lanes implements AutoCloseable {

    private final List<Lane> all;
    private final List<Connection> sessions;
    private final BlockingQueue<Lane> free;
    private final ExecutorService threads;
    private final AtomicReference<Exception> trouble = new AtomicReference<>();

    /**
     * @param lanes at least one
     * @param sessions that are closed at the end; if there are none, the one lane works on the caller's thread
     */
    Lanes(List<Lane> lanes, List<Connection> sessions) {
        this.all = List.copyOf(lanes);
        this.sessions = List.copyOf(sessions);
        this.free = new ArrayBlockingQueue<>(lanes.size(), false, lanes);
        this.threads = sessions.isEmpty() ? null : Executors.newFixedThreadPool(lanes.size(), Lanes::thread);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "sluice copy");
        thread.setDaemon(true);
        return thread;
    }

    /** Hands a batch over, and waits until a stream is free for it; throws what went wrong in an earlier one. */
    void run(CopyBatch batch) throws SQLException {
        if (threads == null) {
            all.get(0).run(batch);
            return;
        }
        Lane lane = take();
        if (trouble.get() != null) {
            free.add(lane); // the end waits for all of them
            rethrow();
        }
        threads.execute(() -> {
            try {
                if (trouble.get() == null) {
                    lane.run(batch);
                }
            } catch (SQLException | RuntimeException failed) {
                trouble.compareAndSet(null, failed);
            } finally {
                free.add(lane);
            }
        });
    }

    /** Waits until every batch is done; throws what went wrong in any. */
    void await() throws SQLException {
        List<Lane> idle = new ArrayList<>();
        while (threads != null && idle.size() < all.size()) {
            idle.add(take());
        }
        free.addAll(idle);
        rethrow();
    }

    private Lane take() {
        boolean interrupted = false;
        while (true) {
            try {
                Lane lane = free.take();
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
                return lane;
            } catch (InterruptedException stop) {
                interrupted = true; // a batch ends by itself; who stops is asked between batches
            }
        }
    }

    private void rethrow() throws SQLException {
        Exception failed = trouble.get();
        if (failed instanceof SQLException error) {
            throw error;
        }
        if (failed != null) {
            throw (RuntimeException) failed;
        }
    }

    @Override
    public void close() throws SQLException {
        try {
            await();
        } finally {
            if (threads != null) {
                threads.shutdown();
            }
            for (Lane lane : all) {
                lane.close();
            }
            for (Connection session : sessions) {
                session.close();
            }
        }
    }
}
