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
import java.util.Set;
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
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(plan.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
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
