package sluice.cli.inspect;

import java.sql.SQLException;
import picocli.CommandLine.Command;
import sluice.cli.command.FleetCommand;
import sluice.cli.output.Output;
import sluice.fleet.Fleet;
import sluice.fleet.report.FleetReport;
import sluice.fleet.report.Outcome;

/** {@code sluice explain}: rows, batches, locks and time, per pending change. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = "Tells rows, batches, locks and time per pending change; sessions are read-only.")
public final class ExplainCommand extends FleetCommand {

    @Override
    protected boolean writesText() {
        return true;
    }

    @Override
    protected int run(Fleet fleet, Output output) throws SQLException {
        FleetReport report = fleet.explain();
        report.schemas().stream()
                .filter(schema -> schema.outcome() == Outcome.PREVIEWED)
                .forEach(schema -> output.text("-- " + schema.schema() + "\n" + schema.text()));
        return output.report(report);
    }
}
