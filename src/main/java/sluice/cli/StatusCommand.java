package sluice.cli;

import java.sql.SQLException;
import picocli.CommandLine.Command;
import sluice.fleet.Fleet;

/** {@code sluice status}: who is where. */
@Command(name = "status", mixinStandardHelpOptions = true, description = "Tells how far each schema has come.")
final class StatusCommand extends FleetCommand {

    @Override
    int run(Fleet fleet, Output output) throws SQLException {
        return output.states(fleet.status());
    }
}
