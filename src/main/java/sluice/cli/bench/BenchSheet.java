package sluice.cli.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import sluice.bench.contest.Figure;

/** The table of a benchmark: printed line by line, and kept as a section of a Markdown file. */
final class BenchSheet {

    private static final String TITLE = """
            # Figures

            Written by `./sluice bench … --markdown`, nothing is typed by hand. Each section is one run on one machine: our figure, the floor
            (the least work that does the same) and the old way, in turns on the same server. The ratio is time per row by the floor's
            time per row; it means something on other machines too, rows per second only on this one.
            """;

    private final PrintWriter people;
    private final List<String> lines = new ArrayList<>();

    /** @param people where the table is printed */
    BenchSheet(PrintWriter people) {
        this.people = people;
    }

    /** Begins the table. */
    void head(String unit) {
        print("%-32s %10s %10s %12s %8s".formatted("way", unit, "seconds", unit + "/s", "ratio"));
        lines.add("| way | " + unit + " | seconds | " + unit + "/s | ratio |");
        lines.add("| --- | ---: | ---: | ---: | ---: |");
    }

    /** Adds a way, its speed with so many decimals. */
    void add(Figure figure, int decimals) {
        double seconds = figure.time().toNanos() / 1e9;
        String speed = String.format(Locale.ROOT, "%." + decimals + "f", figure.speed());
        Object[] values = {figure.way(), figure.rows(), seconds, speed, figure.ratio()};
        print(String.format(Locale.ROOT, "%-32s %10d %10.2f %12s %8.2f", values));
        lines.add(String.format(Locale.ROOT, "| %s | %d | %.2f | %s | %.2f |", values));
    }

    /** Adds what follows from the figures, in words. */
    void finding(String text) {
        print(text);
        lines.add(lines.get(lines.size() - 1).startsWith("|") ? "\n" + text : text);
    }

    private void print(String text) {
        people.println(text);
        people.flush();
    }

    /**
     * Keeps the table in a file: as the section of this name, instead of the one that was there.
     *
     * @param about lines that tell when, where and by which command
     */
    void keep(Path file, String name, List<String> about) {
        try {
            Map<String, String> sections =
                    Files.exists(file) ? sections(Files.readString(file)) : new LinkedHashMap<>();
            String told = about.stream().map(line -> "- " + line + "\n").collect(Collectors.joining());
            sections.put(name, "\n" + told + "\n" + String.join("\n", lines) + "\n");
            String text = sections.entrySet().stream()
                    .map(section -> "\n## " + section.getKey() + "\n" + section.getValue())
                    .collect(Collectors.joining());
            Files.writeString(file, TITLE + text);
        } catch (IOException unwritable) {
            throw new UncheckedIOException("The figures can't be kept in " + file, unwritable);
        }
    }

    private static Map<String, String> sections(String text) {
        Map<String, String> sections = new LinkedHashMap<>();
        String[] parts = text.split("(?m)^## ");
        for (int part = 1; part < parts.length; part++) {
            String[] halves = parts[part].split("\n", 2);
            sections.put(halves[0].strip(), halves[1].stripTrailing() + "\n");
        }
        return sections;
    }
}
