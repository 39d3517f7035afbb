package sluice.image.picture;

import java.io.InterruptedIOException;

/** Memory for pictures that are decoded at the same time: one that needs more than is left waits for the others to end. */
public final class SharedMemory {

    private final long bytes;
    private long used;

    /** So many bytes for all together; a picture that is alone gets what its {@link ImageLimits} allow. */
    public SharedMemory(long bytes) {
        this.bytes = bytes;
    }

    /** Takes a part; whoever holds some already doesn't wait, because two such would wait for each other. */
    synchronized void take(long wanted, long held) throws InterruptedIOException {
        try {
            while (held == 0 && used > 0 && used + wanted > bytes) {
                wait();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for memory");
        }
        used += wanted;
    }

    /** Gives back what was taken. */
    synchronized void give(long held) {
        used -= held;
        notifyAll();
    }
}
