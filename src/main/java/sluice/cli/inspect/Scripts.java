package sluice.cli.inspect;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import sluice.cli.output.Output;
import sluice.fleet.Approval;
import sluice.fleet.report.FleetReport;
import sluice.fleet.report.Outcome;
import sluice.fleet.report.SchemaReport;
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

    private static final String PLAN = """
            -- Plan %s of %s; index.json names its schemas. For each, outside a transaction (not -1):
            -- psql -v schema=NAME -f this file
            \\set ON_ERROR_STOP on
            SET search_path = :"schema";
            SELECT set_config('sluice.schema', :'schema', FALSE);
            DO $$ BEGIN
                IF current_schema() IS DISTINCT FROM current_setting('sluice.schema') THEN
                    RAISE 'There is no such schema here.';
                END IF;
            END $$;

            """;

    private static final String SQLITE_HEAD = """
            -- %s, schema %s: what sluice would run. For sqlite3 -bail FILE, version 3.53 or newer.

            """;

    private final String system;
    private final boolean sqlite;

    /** Scripts for PostgreSQL's client, or for SQLite's. */
    Scripts(String system, boolean sqlite) {
        this.system = system;
        this.sqlite = sqlite;
    }

    /** Prints all scripts, one after the other. */
    void print(FleetReport report, Output output) {
        previewed(report).forEach(schema -> output.text(script(schema)));
    }

    /** Writes a file per plan, for all schemas in which it would run, and {@code index.json}. */
    void write(FleetReport report, Path folder) {
        Map<String, List<SchemaReport>> plans = new TreeMap<>();
        previewed(report)
                .forEach(schema -> plans.computeIfAbsent(Approval.hash(schema.text()), none -> new ArrayList<>())
                        .add(schema));
        try {
            Files.createDirectories(folder);
            List<Map<String, Object>> index = new ArrayList<>();
            for (Map.Entry<String, List<SchemaReport>> plan : plans.entrySet()) {
                index.add(write(plan.getKey(), plan.getValue(), folder));
            }
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("system", system);
            document.put("plans", index);
            new ObjectMapper()
                    .writerWithDefaultPrettyPrinter()
                    .writeValue(folder.resolve("index.json").toFile(), document);
        } catch (IOException full) {
            throw new UncheckedIOException(
                    "The scripts can't be written to " + folder + ": " + full.getMessage(), full);
        }
    }

    private Map<String, Object> write(String hash, List<SchemaReport> schemas, Path folder) throws IOException {
        String file = "plan-" + hash + ".sql";
        String script = sqlite
                ? script(schemas.get(0))
                : PLAN.formatted(hash, system) + schemas.get(0).text();
        Files.writeString(folder.resolve(file), script);
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("hash", hash);
        entry.put("file", file);
        entry.put("changesets", schemas.get(0).changesets());
        entry.put("count", schemas.size());
        entry.put("schemas", schemas.stream().map(SchemaReport::schema).toList());
        return entry;
    }

    private String script(SchemaReport schema) {
        String name = schema.schema().replaceAll("\\R", " ");
        return (sqlite ? SQLITE_HEAD : HEAD)
                        .formatted(system, name, Identifier.of(schema.schema()), Literal.of(schema.schema()))
                + schema.text();
    }

    private static List<SchemaReport> previewed(FleetReport report) {
        return report.schemas().stream()
                .filter(schema -> schema.outcome() == Outcome.PREVIEWED)
                .toList();
    }
}
