package sluice.manual;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The output that a manual shows: each of its lines was said, others may be; {@code …} is any text. */
final class Expected {

    private Expected() {}

    /** The first shown line that the output lacks, or nothing. In any order: schemas run at once. */
    static String missing(String shown, String output) {
        List<String> said = output.lines().map(Expected::plain).collect(Collectors.toCollection(ArrayList::new));
        for (String line : shown.lines().filter(text -> !text.isBlank()).toList()) {
            Pattern wanted = pattern(line);
            Optional<String> found =
                    said.stream().filter(text -> wanted.matcher(text).matches()).findFirst();
            if (found.isEmpty()) {
                return line;
            }
            said.remove(found.get());
        }
        return "";
    }

    private static String plain(String line) {
        return line.strip().replaceAll("\\s+", " ");
    }

    private static Pattern pattern(String line) {
        return Pattern.compile(List.of(plain(line).split(" ?… ?", -1)).stream()
                .map(Pattern::quote)
                .collect(Collectors.joining(".*")));
    }
}
