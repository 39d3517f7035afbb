package sluice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import sluice.environment.TestDatabase;

/** The command line in this process, its words caught. */
public record Cli(int status, String out, String err) {

    /** Runs one command. */
    public static Cli run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Sluice.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        int status = line.execute(arguments);
        return new Cli(status, out.toString(), err.toString());
    }

    /** A command on the marketplace tenants of a database, as the role that is meant for it. */
    static Cli on(TestDatabase database, String command, String... more) {
        return Cli.run(arguments(database, database.username(command), command, more));
    }

    /** The same as arguments, for any user. */
    static String[] arguments(TestDatabase database, String user, String command, String... more) {
        List<String> all =
                new ArrayList<>(List.of(command, "marketplace", "--url", database.url(), "--username", user));
        all.addAll(List.of("--schemas", "user\\_%", "--exclude", "user_invalid"));
        all.addAll(Arrays.asList(more));
        return all.toArray(String[]::new);
    }

    /** What {@code --json -} printed. */
    public JsonNode json() {
        try {
            return new ObjectMapper().readTree(out);
        } catch (IOException malformed) {
            throw new AssertionError("No JSON: " + out + err, malformed);
        }
    }

    /** The report of one schema. */
    public JsonNode schema(String name) {
        for (JsonNode schema : json().get("schemas")) {
            if (schema.get("schema").asText().equals(name)) {
                return schema;
            }
        }
        throw new AssertionError("No schema " + name + " in " + out + err);
    }

    /** The outcome of one schema. */
    public String outcome(String name) {
        return schema(name).get("outcome").asText();
    }
}
