package sluice.sftp;

import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;
import sluice.sftp.session.SftpFailure;

/** Decides whether something is tried again after a failure, and waits before: longer each time, never in step. */
final class Tries {

    private static final long FIRST = 100;
    private static final long LONGEST = 5_000;
    private static final long SLICE = 100;

    private final SftpOptions options;
    private int done;

    /** Something that may be tried more than once. */
    @FunctionalInterface
    interface Attempt<T, F> {
        T of(F from) throws IOException;
    }

    Tries(SftpOptions options) {
        this.options = options;
    }

    /** Something went well: the next failure is a first one. */
    void succeeded() {
        done = 0;
    }

    /** Waits before the next try; throws the failure if there is to be none. */
    void next(SftpFailure failure) throws SftpFailure {
        if (failure.kind() != SftpFailure.Kind.LOST || done >= options.tries()) {
            throw failure;
        }
        long full = Math.min(LONGEST, FIRST << Math.min(done, 16));
        long end = System.nanoTime() + 1_000_000 * ThreadLocalRandom.current().nextLong(full / 2, full + 1);
        done++;
        while (System.nanoTime() < end) {
            if (options.stopping().getAsBoolean()) {
                throw failure;
            }
            pause(failure);
        }
    }

    private static void pause(SftpFailure failure) throws SftpFailure {
        try {
            Thread.sleep(SLICE / 2);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw failure;
        }
    }
}
