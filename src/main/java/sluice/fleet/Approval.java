package sluice.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import sluice.environment.problem.ConfigurationException;
import sluice.fleet.report.Outcome;
import sluice.fleet.report.SchemaReport;

/**
 * The plans that somebody has read and approved, by their hashes.
 *
 * @param file where they are listed
 */
public record Approval(Path file, Set<String> hashes) {

    private static final int DIGITS = 16;
    private static final Pattern FOREIGN_KEY = Pattern.compile(
            ", (?:CONSTRAINT (?:\"[^\"]*\"|\\S+) )?FOREIGN KEY \\(.*?(?=, CONSTRAINT |, FOREIGN KEY |, UNIQUE |\\);?$)");

    /**
     * Reads the index of a preview.
     *
     * @throws ConfigurationException if it is none
     */
    public static Approval read(Path file) {
        try {
            Set<String> hashes = new HashSet<>();
            for (JsonNode plan : new ObjectMapper().readTree(file.toFile()).path("plans")) {
                hashes.add(plan.path("hash").asText());
            }
            if (hashes.isEmpty()) {
                throw new ConfigurationException(file + " approves no plan. Give the index.json of a preview.");
            }
            return new Approval(file, hashes);
        } catch (IOException unreadable) {
            throw new ConfigurationException("The index of approved plans " + file + " can't be read: "
                    + String.valueOf(unreadable.getMessage())
                            .lines()
                            .findFirst()
                            .orElse(""));
        }
    }

    /** What identifies a plan: sixteen hexadecimal digits of its text, which names no schema, host, time or run. */
    public static String hash(String plan) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(settled(plan).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Liquibase writes the foreign keys of a new table in another order each time it has read a changelog. */
    private static String settled(String plan) {
        return plan.lines()
                .map(line -> line.startsWith("CREATE TABLE ") ? inOrder(line) : line)
                .collect(Collectors.joining("\n"));
    }

    private static String inOrder(String table) {
        Iterator<String> keys = FOREIGN_KEY
                .matcher(table)
                .results()
                .map(MatchResult::group)
                .sorted()
                .iterator();
        return FOREIGN_KEY.matcher(table).replaceAll(key -> Matcher.quoteReplacement(keys.next()));
    }

    /** Refuses a schema, or gives null if what would run there was approved. */
    SchemaReport refusal(SchemaReport previewed) {
        if (previewed.outcome() != Outcome.PREVIEWED) {
            return previewed;
        }
        String hash = hash(previewed.text());
        return hashes.contains(hash)
                ? null
                : SchemaReport.of(
                        previewed.schema(),
                        Outcome.FAILED,
                        "refused: its plan " + hash
                                + " is not among the approved ones; preview it and have it approved");
    }
}
