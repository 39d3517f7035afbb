package sluice.cli;

import java.sql.SQLException;
import java.util.List;
import picocli.CommandLine.Command;
import sluice.fleet.Fleet;
import sluice.fleet.Run;

/** {@code sluice status}: who is where. */
@Command(name = "status", mixinStandardHelpOptions = true, description = "Tells how far each schema has come.")
final class StatusCommand extends FleetCommand {

    @Override
    int run(Fleet fleet, Output output) throws SQLException {
        List<Run> last = fleet.history(1);
        return output.states(fleet.status(), last.isEmpty() ? null : last.get(0));
    }
}
