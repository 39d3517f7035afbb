package sluice.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What was tried, what survived and what was lost, as a table of Markdown. */
final class Tally {

    private static final Pattern RUN = Pattern.compile("\\d{4}-.*, seed -?\\d+, .*");
    private static final Pattern ROW = Pattern.compile("\\| (.*) \\| (\\w+) (\\| [\\d.]+ ){4}\\|");
    private static final String TITLES = "| fault | system | tried | survived | lost | commands until done, mean |";
    private static final String HEAD = """
            # Faults

            Written by `./mvnw verify -Pfaults`, nothing is typed by hand. A fault comes at a random moment of `sluice update`; then the same
            command is given until it ends well. It survived if `verify` is content and every table has the rows of a run that was left alone.
            """;

    private record Cell(int tried, int survived, int commands) {}

    private final Map<Fault, Map<String, Cell>> cells = new TreeMap<>();
    private final List<String> notes = new ArrayList<>();

    void count(Fault fault, String system, boolean survived, int commands) {
        cells.computeIfAbsent(fault, none -> new TreeMap<>())
                .merge(
                        system,
                        new Cell(1, survived ? 1 : 0, commands),
                        (a, b) -> new Cell(a.tried + b.tried, a.survived + b.survived, a.commands + b.commands));
    }

    void note(String text) {
        notes.add(text);
    }

    int lost() {
        return cells.values().stream()
                .flatMap(row -> row.values().stream())
                .mapToInt(cell -> cell.tried - cell.survived)
                .sum();
    }

    List<String> notes() {
        return notes;
    }

    /** Writes the table; what a file there tells of systems that were not tried this time stays. */
    void write(Path file, long seed) throws IOException {
        Map<Fault, Map<String, String>> rows = new TreeMap<>();
        List<String> runs = new ArrayList<>();
        if (Files.exists(file)) {
            List<String> before = Files.readAllLines(file);
            before.forEach(line -> keep(line, rows));
            before.stream()
                    .filter(line -> !rows.isEmpty() && RUN.matcher(line).matches())
                    .forEach(runs::add);
        }
        runs.add("%s, seed %d, Java %s, %s"
                .formatted(
                        Instant.now().truncatedTo(ChronoUnit.MINUTES),
                        seed,
                        Runtime.version(),
                        String.join(" and ", systems())));
        cells.forEach((fault, row) -> row.forEach((system, cell) ->
                rows.computeIfAbsent(fault, none -> new TreeMap<>()).put(system, line(fault, system, cell))));
        List<String> lines = new ArrayList<>(List.of(HEAD));
        lines.addAll(runs.stream().map(run -> run + "  ").toList());
        lines.addAll(List.of("", TITLES, "| --- | --- | ---: | ---: | ---: | ---: |"));
        rows.values().forEach(row -> lines.addAll(row.values()));
        notes.forEach(note -> lines.addAll(List.of("", note)));
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, lines);
    }

    private Set<String> systems() {
        return cells.values().stream()
                .flatMap(row -> row.keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void keep(String line, Map<Fault, Map<String, String>> rows) {
        Matcher row = ROW.matcher(line);
        if (row.matches() && !systems().contains(row.group(2))) {
            Stream.of(Fault.values())
                    .filter(fault -> fault.words().equals(row.group(1)))
                    .forEach(fault ->
                            rows.computeIfAbsent(fault, none -> new TreeMap<>()).put(row.group(2), line));
        }
    }

    private static String line(Fault fault, String system, Cell cell) {
        return "| %s | %s | %d | %d | %d | %.1f |"
                .formatted(
                        fault.words(),
                        system,
                        cell.tried,
                        cell.survived,
                        cell.tried - cell.survived,
                        1 + cell.commands / (double) cell.tried);
    }
}
