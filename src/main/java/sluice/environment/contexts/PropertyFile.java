package sluice.environment.contexts;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import sluice.environment.problem.Problems;

/** Reads a properties file with its line numbers, which java.util.Properties forgets; values are as it reads them. */
final class PropertyFile {

    // what java.util.Properties gives a meaning after a backslash; it drops every other backslash without a word
    private static final String ESCAPED = "tnrfu\\:=#! \t\f";

    /** One key with its value, from one logical line; {@code number} is the first physical line, from 1. */
    record Line(int number, String key, String value) {}

    private final Path path;
    private final Problems problems;
    private final List<Line> lines = new ArrayList<>();

    private PropertyFile(Path path, Problems problems) {
        this.path = path;
        this.problems = problems;
    }

    /** The lines of the file; what is wrong with its form goes to the problems. */
    static List<Line> read(Path path, Problems problems) {
        var file = new PropertyFile(path, problems);
        try {
            // the encoding in which Maven's plugin reads the same file
            file.split(Files.readString(path, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            problems.add(path + ": cannot be read: " + e.getClass().getSimpleName());
        }
        return file.lines;
    }

    /** How messages point to a line. */
    static String place(Path path, int number) {
        return path + ": line " + number;
    }

    private void split(String text) {
        String[] physical = text.split("\r\n|\r|\n", -1);
        for (int index = 0; index < physical.length; index++) {
            int number = index + 1;
            String first = physical[index].replaceFirst("^[ \t\f]+", "");
            if (first.isEmpty() || first.startsWith("#") || first.startsWith("!")) {
                continue;
            }
            var logical = new StringBuilder(first);
            while (continues(physical[index]) && index + 1 < physical.length) {
                logical.append('\n').append(physical[++index]);
            }
            take(number, logical.toString());
        }
    }

    private static boolean continues(String line) {
        int end = line.length();
        while (end > 0 && line.charAt(end - 1) == '\\') {
            end--;
        }
        return (line.length() - end) % 2 == 1;
    }

    private void take(int number, String logical) {
        if (!checkCharacters(number, logical)) {
            return;
        }
        var properties = new Properties();
        try {
            properties.load(new StringReader(logical));
        } catch (IOException | IllegalArgumentException e) {
            problem(number, "\\u must be followed by four hexadecimal digits");
            return;
        }
        for (Map.Entry<Object, Object> entry : properties.entrySet()) {
            String value = entry.getValue().toString().stripTrailing();
            lines.add(new Line(number, entry.getKey().toString(), value));
        }
    }

    private boolean checkCharacters(int number, String logical) {
        for (int at = 0; at < logical.length(); at++) {
            char character = logical.charAt(at);
            if (character > 126) {
                problem(number, "only ASCII is read alike everywhere; write other characters as \\uXXXX");
                return false;
            }
            if (character == '\\' && at + 1 < logical.length()) {
                char next = logical.charAt(++at);
                if (next != '\n' && ESCAPED.indexOf(next) < 0) {
                    problem(number, "the backslash before '" + next + "' would be lost; write \\\\" + next);
                    return false;
                }
            }
        }
        return true;
    }

    private void problem(int number, String words) {
        problems.add(place(path, number) + ": " + words);
    }
}
