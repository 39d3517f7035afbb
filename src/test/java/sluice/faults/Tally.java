package sluice.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What was tried, what survived and what was lost, as a table of Markdown. */
final class Tally {

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

    void write(Path file, long seed) throws IOException {
        StringBuilder text = new StringBuilder("""
                # Faults

                Written by `./mvnw verify -Pfaults`, nothing is typed by hand. A fault comes at a random moment of `sluice update`; then the same
                command is given until it ends well. It survived if `verify` is content and every table has the rows of a run that was left alone.

                """);
        text.append("%s, seed %d, Java %s%n%n"
                .formatted(Instant.now().truncatedTo(ChronoUnit.MINUTES), seed, Runtime.version()));
        text.append("| fault | system | tried | survived | lost | commands until done, mean |\n");
        text.append("| --- | --- | ---: | ---: | ---: | ---: |\n");
        cells.forEach((fault, row) -> row.forEach((system, cell) -> text.append("| %s | %s | %d | %d | %d | %.1f |%n"
                .formatted(
                        fault.words(),
                        system,
                        cell.tried,
                        cell.survived,
                        cell.tried - cell.survived,
                        1 + cell.commands / (double) cell.tried))));
        notes.forEach(note -> text.append("\n").append(note).append("\n"));
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, text.toString());
    }
}
