package sluice.cli.inspect;

import java.sql.SQLException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import sluice.cli.command.FleetCommand;
import sluice.cli.output.Output;
import sluice.fleet.Fleet;

/** {@code sluice history}: the recorded runs. */
@Command(name = "history", mixinStandardHelpOptions = true, description = "Lists the recorded runs, the newest first.")
public final class HistoryCommand extends FleetCommand {

    @Option(names = "--last", paramLabel = "N", description = "So many. Default: ${DEFAULT-VALUE}")
    private int last = 20;

    @Override
    protected int run(Fleet fleet, Output output) throws SQLException {
        return output.runs(fleet.history(last));
    }
}
