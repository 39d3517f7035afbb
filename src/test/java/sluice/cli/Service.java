package sluice.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import sluice.cli.designs.ServiceCommand;
import sluice.environment.TestDatabase;

/** {@code sluice service designs} in this process, with an environment of its own, its words caught. */
record Service(int status, String out, String err) {

    /** Runs it once. */
    static Service run(Map<String, String> environment, String... more) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Sluice.commandLine();
        CommandLine service = line.getSubcommands().get("service");
        for (CommandLine speaker : List.of(line, service)) {
            speaker.setOut(new PrintWriter(out, true));
            speaker.setErr(new PrintWriter(err, true));
        }
        line.setExecutionStrategy(parsed -> {
            try {
                return ((ServiceCommand) service.getCommand()).run(environment);
            } catch (SQLException | RuntimeException failed) {
                throw new CommandLine.ExecutionException(service, failed.getMessage(), failed);
            }
        });
        List<String> arguments = new ArrayList<>(List.of("service", "designs"));
        arguments.addAll(List.of(more));
        return new Service(line.execute(arguments.toArray(String[]::new)), out.toString(), err.toString());
    }

    /** What a deployment of the old service sets for this database, and more. */
    static Map<String, String> environment(TestDatabase database, String... more) {
        Map<String, String> environment = new HashMap<>();
        environment.put(
                "DATABASE_URL",
                database.url()
                        .replace(
                                "jdbc:postgresql://",
                                "postgresql+psycopg2://" + database.username() + ":" + database.password() + "@"));
        for (int i = 0; i < more.length; i += 2) {
            environment.put(more[i], more[i + 1]);
        }
        return environment;
    }
}
