package sluice.journal;

import sluice.task.request.ProgressListener;
import sluice.task.request.Report;
import sluice.task.request.Request.Action;
import sluice.task.worker.IsolatedWorker;

/** The whole {@code update journal} as a process of its own, which may be killed. */
final class JournalRunner {

    private JournalRunner() {}

    /** Arguments: the JDBC address, who connects, and the password. */
    public static void main(String[] arguments) {
        try (IsolatedWorker worker = new IsolatedWorker(() -> false)) {
            Report report = worker.run(
                    Journal.request(arguments[0], arguments[1], arguments[2], "demo", Action.UPDATE, ""),
                    ProgressListener.NONE);
            System.exit(report.error().isEmpty() ? 0 : 1);
        }
    }
}
