package sluice.cli.inspect;

import java.sql.SQLException;
import picocli.CommandLine.Command;
import sluice.cli.command.FleetCommand;
import sluice.cli.output.Output;
import sluice.fleet.Fleet;

/** {@code sluice schemas}: what the pattern matches, in the order of work. */
@Command(name = "schemas", mixinStandardHelpOptions = true, description = "Lists the schemas in the order of work.")
public final class SchemasCommand extends FleetCommand {

    @Override
    protected int run(Fleet fleet, Output output) throws SQLException {
        return output.names(fleet.schemas());
    }
}
