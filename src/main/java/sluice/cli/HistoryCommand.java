package sluice.cli;

import java.sql.SQLException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import sluice.fleet.Fleet;

/** {@code sluice history}: the recorded runs. */
@Command(name = "history", mixinStandardHelpOptions = true, description = "Lists the recorded runs, the newest first.")
final class HistoryCommand extends FleetCommand {

    @Option(names = "--last", paramLabel = "N", description = "So many. Default: ${DEFAULT-VALUE}")
    private int last = 20;

    @Override
    int run(Fleet fleet, Output output) throws SQLException {
        return output.runs(fleet.history(last));
    }
}
