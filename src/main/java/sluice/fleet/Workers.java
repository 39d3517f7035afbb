package sluice.fleet;

import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.BooleanSupplier;
import sluice.batch.Backoff;
import sluice.task.IsolatedWorker;
import sluice.task.ProgressListener;
import sluice.task.Report;
import sluice.task.Request;

/** Workers that are free, to be used by one thread at a time; each costs a second to make, so they are kept. */
final class Workers implements AutoCloseable {

    private final ConcurrentLinkedDeque<IsolatedWorker> free = new ConcurrentLinkedDeque<>();
    private final BooleanSupplier stopWanted;

    Workers(BooleanSupplier stopWanted) {
        this.stopWanted = stopWanted;
    }

    /** Does what is asked; after a lost connection or a lock that was not to be had, again on a new connection. */
    Report run(Request request, int retries, ProgressListener listener) {
        IsolatedWorker worker = free.poll();
        if (worker == null) {
            worker = new IsolatedWorker(stopWanted);
        }
        try {
            Report report = worker.run(request, listener);
            for (int attempt = 1; report.lost() && attempt <= retries && !stopWanted.getAsBoolean(); attempt++) {
                listener.notice("try " + attempt + " of " + retries + " on a new connection after " + report.error());
                Backoff.pause(Backoff.before(attempt));
                report = worker.run(request, listener);
            }
            return report;
        } finally {
            free.push(worker);
        }
    }

    @Override
    public void close() {
        free.forEach(IsolatedWorker::close);
        free.clear();
    }
}
