package sluice.sftp;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * How much is asked of a server at once, and how patiently.
 *
 * @param channels files or folders read at the same time, 1 or more; two of them share a connection
 * @param silence after so long without any answer a connection counts as broken
 * @param tries further tries after a broken connection, each after a longer pause, until something was read again; 0 or more
 * @param stopping whether somebody wants us to end: nothing is tried again then
 */
public record SftpOptions(int channels, Duration silence, int tries, BooleanSupplier stopping) {

    /** After a minute of silence a connection is broken; a disk that spins up takes half of that. */
    public static final Duration USUAL_SILENCE = Duration.ofSeconds(60);

    /** Refuses what makes no sense. */
    public SftpOptions {
        if (channels < 1 || tries < 0 || silence.toMillis() < 1) {
            throw new IllegalArgumentException("SFTP needs 1 channel or more, 0 tries or more and time to answer, had "
                    + channels + ", " + tries + ", " + silence);
        }
    }
}
