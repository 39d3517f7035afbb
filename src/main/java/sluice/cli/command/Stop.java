package sluice.cli.command;

import java.util.concurrent.CountDownLatch;

/**
 * Ctrl-C and SIGTERM: the running batch ends and is kept, then the process ends with 130 or 143, which Java sets by itself.
 */
public final class Stop {

    private static final CountDownLatch FINISHED = new CountDownLatch(1);
    private static volatile boolean wanted;

    private Stop() {}

    /** Begins to listen for the signals; once per process. */
    public static void install() {
        Runtime.getRuntime().addShutdownHook(new Thread(Stop::await, "stop"));
    }

    /** Whether somebody asked us to stop. */
    public static boolean isWanted() {
        return wanted;
    }

    /** The command is over: a stop need not wait any longer. */
    public static void finished() {
        FINISHED.countDown();
    }

    private static void await() {
        if (FINISHED.getCount() == 0) {
            return;
        }
        wanted = true;
        System.err.println("Stopping: the running batches end first and are kept.");
        try {
            FINISHED.await();
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }
}
