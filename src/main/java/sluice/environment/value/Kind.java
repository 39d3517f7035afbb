package sluice.environment.value;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What may stand as the value of a key, and how to say so. */
public sealed interface Kind {

    /** The limits in words, as in {@code contexts/README.md} and in messages. */
    String limits();

    /** Whether the text is such a value. */
    boolean allows(String text);

    /** What is wrong with the text ({@code must be 1 to 64, was '99'}), or empty. */
    default Optional<String> problem(String text) {
        return allows(text) ? Optional.empty() : Optional.of("must be " + limits() + ", was '" + text + "'");
    }

    /** Any text. */
    record Text(String limits) implements Kind {
        @Override
        public boolean allows(String text) {
            return true;
        }
    }

    /** Texts separated by commas. */
    record Texts(String limits) implements Kind {
        @Override
        public boolean allows(String text) {
            return true;
        }

        /** The texts, without the blanks around them and without empty ones. */
        public static List<String> split(String text) {
            return List.of(text.split(",")).stream()
                    .map(String::strip)
                    .filter(part -> !part.isEmpty())
                    .toList();
        }
    }

    /** A file, relative to the project's folder, or {@code ~/…}. */
    record File() implements Kind {
        @Override
        public String limits() {
            return "a file";
        }

        @Override
        public boolean allows(String text) {
            return text.indexOf('\0') < 0;
        }
    }

    /** A whole number, both ends allowed. */
    record Whole(int from, int to) implements Kind {
        @Override
        public String limits() {
            return from + " to " + to;
        }

        @Override
        public boolean allows(String text) {
            // no sign, and no more digits than the greatest limit has
            return text.matches("\\d{1,7}") && Integer.parseInt(text) >= from && Integer.parseInt(text) <= to;
        }
    }

    /** A duration, both ends allowed. */
    record Time(Duration from, Duration to) implements Kind {
        @Override
        public String limits() {
            return DurationText.of(from) + " to " + DurationText.of(to);
        }

        @Override
        public boolean allows(String text) {
            return DurationText.parse(text)
                    .filter(time -> time.compareTo(from) >= 0 && time.compareTo(to) <= 0)
                    .isPresent();
        }

        @Override
        public Optional<String> problem(String text) {
            return Kind.super.problem(text).map(words -> words + " (write 500ms, 2s, 10min or 6h)");
        }
    }

    /** One of a few words. */
    record Choice(List<String> words) implements Kind {
        @Override
        public String limits() {
            return String.join(" or ", words);
        }

        @Override
        public boolean allows(String text) {
            return words.contains(text);
        }
    }

    /** A {@link FailureLimit}. */
    record Failures() implements Kind {
        @Override
        public String limits() {
            return "a number of schemas or a share such as 5%";
        }

        @Override
        public boolean allows(String text) {
            return FailureLimit.parse(text).isPresent();
        }
    }
}
