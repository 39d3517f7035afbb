package sluice.cli;

import java.sql.SQLException;
import picocli.CommandLine.Command;
import sluice.fleet.Fleet;
import sluice.fleet.report.FleetReport;
import sluice.fleet.report.Outcome;

/** {@code sluice explain}: rows, batches, locks and time, per pending change. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = "Tells rows, batches, locks and time per pending change; sessions are read-only.")
final class ExplainCommand extends FleetCommand {

    @Override
    boolean writesText() {
        return true;
    }

    @Override
    int run(Fleet fleet, Output output) throws SQLException {
        FleetReport report = fleet.explain();
        report.schemas().stream()
                .filter(schema -> schema.outcome() == Outcome.PREVIEWED)
                .forEach(schema -> output.text("-- " + schema.schema() + "\n" + schema.text()));
        return output.report(report);
    }
}
