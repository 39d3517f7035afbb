package sluice.cli.inspect;

import java.sql.SQLException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import sluice.cli.command.FleetCommand;
import sluice.cli.output.Output;
import sluice.fleet.Fleet;

/** {@code sluice verify}: whether what must hold, holds. */
@Command(name = "verify", mixinStandardHelpOptions = true, description = "Tells whether what must hold, holds.")
public final class VerifyCommand extends FleetCommand {

    /** When the checks are meant. */
    enum Stage {
        BEFORE,
        AFTER
    }

    @Option(names = "--stage", paramLabel = "before|after", description = "Which checks. Default: after.")
    private Stage stage = Stage.AFTER;

    @Override
    protected int run(Fleet fleet, Output output) throws SQLException {
        return output.report(fleet.verify(stage == Stage.BEFORE ? "before" : "after"));
    }
}
