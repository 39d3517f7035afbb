package sluice.task.lock;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The process that holds the lock of a file of SQLite, which has no sessions that a server could be asked about.
 *
 * @param host where it runs; of processes elsewhere nothing can be known
 * @param started its begin, because numbers of processes are used again
 */
record HolderProcess(String host, long number, Instant started) {

    private static final Pattern MARK = Pattern.compile(" \\[process (\\d+)@(\\d+) on ([^\\]]*)\\]$");

    /** Systems tell the begin of a process to the hundredth of a second at best, and correct their clocks. */
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    /** This process. */
    static HolderProcess current() {
        ProcessHandle self = ProcessHandle.current();
        return new HolderProcess(hostName(), self.pid(), started(self));
    }

    /** The one that a lock row names; empty if another program wrote it. */
    static Optional<HolderProcess> of(String lockedBy) {
        Matcher mark = MARK.matcher(lockedBy);
        return mark.find()
                ? Optional.of(new HolderProcess(
                        mark.group(3),
                        Long.parseLong(mark.group(1)),
                        Instant.ofEpochMilli(Long.parseLong(mark.group(2)))))
                : Optional.empty();
    }

    /** What is written behind the holder's name. */
    String mark() {
        return " [process %d@%d on %s]".formatted(number, started.toEpochMilli(), host);
    }

    /** Whether it has certainly ended. */
    boolean isGone() {
        return host.equals(hostName())
                && ProcessHandle.of(number)
                        .filter(process -> Duration.between(started, started(process))
                                        .abs()
                                        .compareTo(TOLERANCE)
                                < 0)
                        .isEmpty();
    }

    private static Instant started(ProcessHandle process) {
        return process.info().startInstant().orElse(Instant.EPOCH);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException unnamed) {
            return "localhost";
        }
    }
}
