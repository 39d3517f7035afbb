package sluice.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sluice.fleet.FleetReport;
import sluice.fleet.Outcome;
import sluice.fleet.SchemaReport;
import sluice.sql.Identifier;
import sluice.sql.Literal;

/** Previews as scripts for {@code psql -f}. */
final class Scripts {

    private static final String HEAD = """
            -- %s, schema %s: what sluice would run. For psql -v ON_ERROR_STOP=1 -f, outside a transaction (not -1).
            \\set ON_ERROR_STOP on
            SET search_path = %s;
            DO $$ BEGIN
                IF current_schema() IS DISTINCT FROM %s THEN RAISE 'There is no such schema here.'; END IF;
            END $$;

            """;

    private static final String SQLITE_HEAD = """
            -- %s, schema %s: what sluice would run. For sqlite3 -bail FILE, version 3.53 or newer.

            """;

    private final String system;
    private final String head;

    /** Scripts for PostgreSQL's client, or for SQLite's. */
    Scripts(String system, boolean sqlite) {
        this.system = system;
        this.head = sqlite ? SQLITE_HEAD : HEAD;
    }

    /** Prints all scripts, one after the other. */
    void print(FleetReport report, Output output) {
        previewed(report).forEach(schema -> output.text(script(schema)));
    }

    /** Writes a file per schema and {@code index.json}. */
    void write(FleetReport report, Path folder) {
        try {
            Files.createDirectories(folder);
            List<Map<String, Object>> index = new ArrayList<>();
            for (SchemaReport schema : previewed(report)) {
                String file = fileName(schema.schema());
                Files.writeString(folder.resolve(file), script(schema));
                Map<String, Object> entry = new LinkedHashMap<>();
                entry.put("schema", schema.schema());
                entry.put("file", file);
                index.add(entry);
            }
            new ObjectMapper()
                    .writerWithDefaultPrettyPrinter()
                    .writeValue(folder.resolve("index.json").toFile(), Map.of("system", system, "schemas", index));
        } catch (IOException full) {
            throw new UncheckedIOException(
                    "The scripts can't be written to " + folder + ": " + full.getMessage(), full);
        }
    }

    private String script(SchemaReport schema) {
        String name = schema.schema().replaceAll("\\R", " ");
        return head.formatted(system, name, Identifier.of(schema.schema()), Literal.of(schema.schema()))
                + schema.text();
    }

    private static List<SchemaReport> previewed(FleetReport report) {
        return report.schemas().stream()
                .filter(schema -> schema.outcome() == Outcome.PREVIEWED)
                .toList();
    }

    /** A file name that is safe everywhere; a name that had to be changed gets a number, so that no two meet. */
    private static String fileName(String schema) {
        String safe = schema.replaceAll("[^A-Za-z0-9_.-]", "_");
        String number =
                safe.equals(schema) && !schema.startsWith(".") ? "" : "-" + Integer.toHexString(schema.hashCode());
        return safe + number + ".sql";
    }
}
