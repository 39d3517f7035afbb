package sluice.environment.problem;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the known name that somebody meant when typing an unknown one. */
public final class Suggestion {

    private Suggestion() {}

    /** {@code  (did you mean 'x'?)} with its leading blank, or an empty text if no known name is near. */
    public static String among(Stream<String> known, String typed) {
        return nearest(known, typed)
                .map(name -> " (did you mean '" + name + "'?)")
                .orElse("");
    }

    private static Optional<String> nearest(Stream<String> known, String typed) {
        return known.filter(name -> distance(plain(name), plain(typed))
                        <= Math.max(1, plain(name).length() / 4))
                .min(Comparator.comparingInt(name -> distance(plain(name), plain(typed))));
    }

    // case, separators and our prefix are what people get wrong: batch-size and SLUICE_BATCHSIZE mean sluice.batchSize
    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[-_.]", "").replaceFirst("^sluice", "");
    }

    private static int distance(String one, String other) {
        int[] above = new int[other.length() + 1];
        for (int column = 0; column <= other.length(); column++) {
            above[column] = column;
        }
        for (int row = 1; row <= one.length(); row++) {
            int[] line = new int[other.length() + 1];
            line[0] = row;
            for (int column = 1; column <= other.length(); column++) {
                int changed = above[column - 1] + (one.charAt(row - 1) == other.charAt(column - 1) ? 0 : 1);
                line[column] = Math.min(changed, 1 + Math.min(above[column], line[column - 1]));
            }
            above = line;
        }
        return above[other.length()];
    }
}
