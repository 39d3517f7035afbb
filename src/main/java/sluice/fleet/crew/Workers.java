package sluice.fleet.crew;

import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import sluice.batch.Backoff;
import sluice.task.request.ProgressListener;
import sluice.task.request.Report;
import sluice.task.request.Request;
import sluice.task.worker.IsolatedWorker;

/** Workers that are free, to be used by one thread at a time; each costs a second to make, so they are kept. */
final class Workers implements AutoCloseable {

    private final ConcurrentLinkedDeque<IsolatedWorker> free = new ConcurrentLinkedDeque<>();
    private final BooleanSupplier stopWanted;

    Workers(BooleanSupplier stopWanted) {
        this.stopWanted = stopWanted;
    }

    /**
     * Does what is asked; after a lost connection or a lock that was not to be had, again on a new connection. The limit
     * is on tries in a row that got nothing done: a long run may lose its connection more often.
     */
    Report run(Request request, int retries, ProgressListener listener) {
        IsolatedWorker worker = free.poll();
        if (worker == null) {
            worker = new IsolatedWorker(stopWanted);
        }
        try {
            AtomicLong batches = new AtomicLong();
            ProgressListener counted = counted(listener, batches);
            Report report = worker.run(request, counted);
            for (int attempt = 1; report.lost() && attempt <= retries && !stopWanted.getAsBoolean(); attempt++) {
                attempt = batches.getAndSet(0) > 0 ? 1 : attempt;
                listener.notice("try " + attempt + " of " + retries + " on a new connection after " + report.error());
                Backoff.pause(Backoff.before(attempt));
                report = worker.run(request, counted).after(report);
            }
            return report;
        } finally {
            free.push(worker);
        }
    }

    private static ProgressListener counted(ProgressListener listener, AtomicLong batches) {
        return new ProgressListener() {
            @Override
            public void rows(String changeset, long rows, long estimate) {
                batches.incrementAndGet();
                listener.rows(changeset, rows, estimate);
            }

            @Override
            public void ran(String changeset, long rows) {
                listener.ran(changeset, rows);
            }

            @Override
            public void notice(String message) {
                listener.notice(message);
            }
        };
    }

    @Override
    public void close() {
        free.forEach(IsolatedWorker::close);
        free.clear();
    }
}
