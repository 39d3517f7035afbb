package sluice.environment.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileLock;
import java.time.Duration;

/** What all who joined in one process have in common: one seat among the processes, one port. */
final class SharedServer {

    private static final System.Logger LOG = System.getLogger(SharedServer.class.getName());
    // Longer than a first start on a slow machine: unpacking, making a cluster, starting it.
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration GRACE = Duration.ofSeconds(15);
    private static final Duration QUIET = Duration.ofMillis(300);

    private final EmbeddedHome home;
    private final Attendance attendance;
    private Cluster cluster;
    private int members;
    private volatile int port;

    SharedServer(EmbeddedHome home) {
        this.home = home;
        this.attendance = new Attendance(home.folder());
    }

    int port() {
        return port;
    }

    @SuppressWarnings("try") // the lock is held, not used
    synchronized void enter(EmbeddedOptions options) throws IOException {
        try (FileLock deciding = attendance.decide(PATIENCE)) {
            if (cluster == null) {
                cluster = home.cluster();
            }
            // Also when we are in already: the server may have been killed meanwhile.
            port = cluster.ensureRunning(options);
            if (members == 0) {
                attendance.enter();
            }
            members++;
        }
    }

    synchronized void leave() {
        if (members == 0) {
            return; // the process ends, and the hook has left for all
        }
        if (--members == 0) {
            goAway(Duration.ZERO);
        }
    }

    /** Leaves for all who did not, once the transaction that is running has had time to end. */
    synchronized void leaveAtExit() {
        if (members > 0) {
            members = 0;
            try {
                goAway(GRACE);
            } catch (RuntimeException | LinkageError e) {
                // Maven may have closed our class loader; the server stays for the next process to find.
                LOG.log(System.Logger.Level.DEBUG, "The embedded server was left running", e);
            }
        }
    }

    @SuppressWarnings("try") // the lock is held, not used
    private void goAway(Duration grace) {
        try (FileLock deciding = attendance.decide(PATIENCE)) {
            if (attendance.leave()) {
                awaitQuiet(grace);
                cluster.stop();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The embedded database in " + home.folder() + " can't be left: " + e, e);
        }
    }

    /** Waits until no session was in a transaction for a short while. */
    private void awaitQuiet(Duration grace) {
        long end = System.nanoTime() + grace.toNanos();
        long lastBusy = System.nanoTime();
        while (System.nanoTime() < end && System.nanoTime() - lastBusy < QUIET.toNanos()) {
            if (ServerQuestions.isBusy(port)) {
                lastBusy = System.nanoTime();
            }
            Attendance.pause();
        }
    }
}
