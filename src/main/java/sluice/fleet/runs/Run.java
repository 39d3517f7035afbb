package sluice.fleet.runs;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A recorded run over many schemas.
 *
 * @param argument the tag or changeset that was asked for, or empty
 * @param ended empty while it runs, and for ever if it was killed
 * @param live whether its process is still there
 * @param schemas how many it was about, those included in which nothing was to do
 * @param upToDate in how many nothing was to do
 * @param waiting not begun
 * @param running begun and not ended
 * @param stopped begun, and told to stop before the end
 * @param done ended well
 * @param failed ended badly
 * @param rows changed by batched changes so far
 */
public record Run(
        long id,
        String system,
        String environment,
        String command,
        String argument,
        Instant started,
        Optional<Instant> ended,
        boolean live,
        int schemas,
        int upToDate,
        int waiting,
        int running,
        int stopped,
        int done,
        int failed,
        long rows) {

    /** How long it took, or has taken. */
    public Duration time() {
        return Duration.between(started, ended.orElseGet(Instant::now));
    }

    /** In how many schemas something is left, those apart that failed. */
    public int unfinished() {
        return waiting + running + stopped;
    }

    /** Schemas per second so far, without those in which nothing was to do. */
    public double rate() {
        return (done + failed) * 1000.0 / Math.max(1, time().toMillis());
    }

    /** What is left of the time at this rate; empty before the first schema has ended. */
    public Optional<Duration> left() {
        return rate() > 0
                ? Optional.of(Duration.ofMillis((long) (1000 * (waiting + running) / rate())))
                : Optional.empty();
    }

    /** One word: running, killed, stopped, failed or done. */
    public String outcome() {
        if (ended.isEmpty()) {
            return live ? "running" : "killed";
        }
        if (failed > 0) {
            return "failed";
        }
        return unfinished() > 0 ? "stopped" : "done";
    }
}
