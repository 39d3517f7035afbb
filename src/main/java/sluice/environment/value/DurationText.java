package sluice.environment.value;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** Durations as people write them in a file: {@code 500ms}, {@code 2s}, {@code 10min}, {@code 6h}. */
public final class DurationText {

    // twelve digits of the largest unit still fit a long of milliseconds
    private static final Pattern FORM = Pattern.compile("(\\d{1,12})(ms|s|min|h)");

    private DurationText() {}

    /** The duration, or empty if the text is not one; a bare number has no unit and is none. */
    public static Optional<Duration> parse(String text) {
        var matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long amount = Long.parseLong(matcher.group(1));
        return Optional.of(
                switch (matcher.group(2)) {
                    case "ms" -> Duration.ofMillis(amount);
                    case "s" -> Duration.ofSeconds(amount);
                    case "min" -> Duration.ofMinutes(amount);
                    default -> Duration.ofHours(amount);
                });
    }

    /** The shortest way to write it: 60 s is {@code 1min}. */
    static String of(Duration duration) {
        long millis = duration.toMillis();
        if (millis == 0 || millis % 1000 != 0) {
            return millis + "ms";
        }
        long seconds = millis / 1000;
        if (seconds % 3600 == 0) {
            return seconds / 3600 + "h";
        }
        return seconds % 60 == 0 ? seconds / 60 + "min" : seconds + "s";
    }
}
