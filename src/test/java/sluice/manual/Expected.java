package sluice.manual;

import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The output that a manual shows: its lines in their order, others may stand between; {@code …} is any text. */
final class Expected {

    private Expected() {}

    /** The first shown line that the output lacks, or nothing. */
    static String missing(String shown, String output) {
        Iterator<String> said = output.lines().map(Expected::plain).iterator();
        for (String line : shown.lines().filter(text -> !text.isBlank()).toList()) {
            Pattern wanted = pattern(line);
            boolean found = false;
            while (!found && said.hasNext()) {
                found = wanted.matcher(said.next()).matches();
            }
            if (!found) {
                return line;
            }
        }
        return "";
    }

    private static String plain(String line) {
        return line.strip().replaceAll("\\s+", " ");
    }

    private static Pattern pattern(String line) {
        return Pattern.compile(
                List.of(plain(line).split("…", -1)).stream().map(Pattern::quote).collect(Collectors.joining(".*")));
    }
}
