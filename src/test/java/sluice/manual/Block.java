package sluice.manual;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A fenced block of a manual.
 *
 * @param place document and line, for messages
 * @param language what stands behind the fence; empty if nothing does
 * @param before the last line above it that is not empty
 */
record Block(String place, String language, String text, String before) {

    private static final Pattern NAMED = Pattern.compile(".*`([\\w./-]+\\.\\w+)`[^`]*:");

    /** All blocks of a document, in order. */
    static List<Block> of(Path document) throws IOException {
        List<Block> blocks = new ArrayList<>();
        List<String> lines = Files.readAllLines(document);
        String before = "";
        for (int number = 0; number < lines.size(); number++) {
            String line = lines.get(number);
            if (line.strip().startsWith("```")) {
                int end = end(lines, number);
                String text = String.join("\n", lines.subList(number + 1, end)) + "\n";
                String language = line.strip().substring(3);
                blocks.add(new Block(document.getFileName() + ":" + (number + 1), language, text, before));
                number = end;
            } else if (!line.isBlank()) {
                before = line.strip();
            }
        }
        return blocks;
    }

    private static int end(List<String> lines, int start) {
        int end = start + 1;
        while (!lines.get(end).strip().equals("```")) {
            end++;
        }
        return end;
    }

    /** The file that this block is, if the line above names one and ends with a colon. */
    Optional<String> file() {
        Matcher named = NAMED.matcher(before);
        return named.matches() ? Optional.of(named.group(1)) : Optional.empty();
    }
}
