package sluice.cli;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import picocli.CommandLine.Command;
import sluice.fleet.Fleet;
import sluice.fleet.Run;
import sluice.fleet.SchemaState;
import sluice.sql.Failure;

/** {@code sluice status}: who is where. */
@Command(name = "status", mixinStandardHelpOptions = true, description = "Tells how far each schema has come.")
final class StatusCommand extends FleetCommand {

    @Override
    int run(Fleet fleet, Output output) throws SQLException {
        // both ways to the server at once: thousands of schemas are told in the time of the longer
        FutureTask<List<Run>> runs = new FutureTask<>(() -> fleet.history(1));
        Thread asking = new Thread(runs, "runs");
        asking.setDaemon(true);
        asking.start();
        List<SchemaState> states = fleet.status();
        return output.states(states, last(runs));
    }

    private static Run last(FutureTask<List<Run>> runs) throws SQLException {
        try {
            return runs.get().stream().findFirst().orElse(null);
        } catch (ExecutionException | InterruptedException broken) {
            SQLException cause = Failure.within(broken);
            if (cause != null) {
                throw cause;
            }
            throw new IllegalStateException("The runs could not be read.", broken);
        }
    }
}
