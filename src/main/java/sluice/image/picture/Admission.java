package sluice.image.picture;

import java.io.InterruptedIOException;

/** What one picture is allowed while it is decoded: the limits, and its part of the memory, given back at the end. */
final class Admission implements AutoCloseable {

    private final ImageLimits limits;
    private final SharedMemory memory;
    private long held;

    Admission(ImageLimits limits, SharedMemory memory) {
        this.limits = limits;
        this.memory = memory;
    }

    /** Refuses a size beyond the limits. */
    void admit(PictureFormat format, int width, int height) throws UnreadableImage {
        limits.admit(format, width, height);
    }

    /** Refuses what can't be held, and waits until there is memory for the rest. */
    void admitHeld(PictureFormat format, int width, int height, int bytesPerPixel)
            throws UnreadableImage, InterruptedIOException {
        limits.admitHeld(format, width, height, bytesPerPixel);
        long bytes = (long) width * height * bytesPerPixel;
        if (bytes > 0) {
            memory.take(bytes, held);
            held += bytes;
        }
    }

    /** The same for a file whose bytes are needed all at once. */
    void admitFile(PictureFormat format, long bytes) throws UnreadableImage, InterruptedIOException {
        limits.admitFile(format, bytes);
        memory.take(bytes, held);
        held += bytes;
    }

    @Override
    public void close() {
        memory.give(held);
    }
}
