package sluice.image.picture;

import java.io.InterruptedIOException;

/** What one picture is allowed while it is decoded: the limits, and its part of the memory, given back at the end. */
public final class Admission implements AutoCloseable {

    private final PictureFormat format;
    private final ImageLimits limits;
    private final SharedMemory memory;
    private long held;

    /** For a picture of this format that holds nothing yet. */
    public Admission(PictureFormat format, ImageLimits limits, SharedMemory memory) {
        this.format = format;
        this.limits = limits;
        this.memory = memory;
    }

    /**
     * Refuses a size beyond the limits, in pixels; to be asked before anything is decoded.
     *
     * @throws UnreadableImage with {@code TOO_LARGE}, or {@code CORRUPT} for a side below 1
     */
    public void admit(int width, int height) throws UnreadableImage {
        limits.admit(format, width, height);
    }

    /**
     * Refuses what can't be held, and waits until there is memory for the rest.
     *
     * @param bytesPerPixel 0 where nothing is held
     * @throws UnreadableImage with {@code TOO_LARGE}
     * @throws InterruptedIOException where the wait is interrupted
     */
    public void admitHeld(int width, int height, int bytesPerPixel) throws UnreadableImage, InterruptedIOException {
        limits.admitHeld(format, width, height, bytesPerPixel);
        long bytes = (long) width * height * bytesPerPixel;
        if (bytes > 0) {
            take(bytes);
        }
    }

    /** The same for a file, or a part of one, whose bytes are needed all at once; errors as for {@link #admitHeld}. */
    public void admitFile(long bytes) throws UnreadableImage, InterruptedIOException {
        limits.admitFile(format, bytes);
        take(bytes);
    }

    private void take(long bytes) throws InterruptedIOException {
        memory.take(bytes, held);
        held += bytes;
    }

    /** Gives back what was held. */
    @Override
    public void close() {
        memory.give(held);
    }
}
