package sluice.designs.importing.report;

import java.time.Duration;

/**
 * How far an import is.
 *
 * @param files done, of {@code allFiles} that were to be read
 * @param bytes of the files done, of {@code allBytes}
 * @param time since the first was begun
 */
public record ImportProgress(long files, long allFiles, long bytes, long allBytes, Duration time) {

    /** Files per second. */
    public double filesPerSecond() {
        return files / seconds();
    }

    /** Bytes per second. */
    public double bytesPerSecond() {
        return bytes / seconds();
    }

    /** What is left at the speed so far, in bytes and in files, whichever is later; zero while nothing is done. */
    public Duration left() {
        double done = Math.min(share(files, allFiles), share(bytes, allBytes));
        return done == 0 ? Duration.ZERO : Duration.ofMillis((long) (time.toMillis() * (1 / done - 1)));
    }

    private static double share(long done, long all) {
        return all == 0 ? 1 : Math.min(1, (double) done / all);
    }

    private double seconds() {
        return Math.max(1, time.toMillis()) / 1000.0;
    }
}
