package sluice.cli.inspect;

import java.sql.SQLException;
import java.util.List;
import picocli.CommandLine.Command;
import sluice.cli.command.FleetCommand;
import sluice.cli.output.Output;
import sluice.fleet.Fleet;
import sluice.fleet.catalog.SchemaState;
import sluice.fleet.runs.Run;
import sluice.sql.Meanwhile;

/** {@code sluice status}: who is where. */
@Command(name = "status", mixinStandardHelpOptions = true, description = "Tells how far each schema has come.")
public final class StatusCommand extends FleetCommand {

    @Override
    protected int run(Fleet fleet, Output output) throws SQLException {
        // both ways to the server at once: thousands of schemas are told in the time of the longer
        Meanwhile<List<Run>> runs = Meanwhile.ask("runs", () -> fleet.history(1));
        List<SchemaState> states = fleet.status();
        return output.states(states, runs.answer().stream().findFirst().orElse(null));
    }
}
