package sluice.cli;

import java.sql.SQLException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sluice.fleet.Fleet;
import sluice.fleet.FleetListener;

/** {@code sluice rollback}: takes back what came after a tag. */
@Command(name = "rollback", mixinStandardHelpOptions = true, description = "Takes back what came after a tag.")
final class RollbackCommand extends FleetCommand {

    @Option(names = "--to-tag", paramLabel = "TAG", required = true, description = "The tag to go back to.")
    private String tag;

    @Mixin
    private Recording recording = new Recording();

    @Override
    FleetListener watching(Output output) {
        return recording.around(super.watching(output));
    }

    @Override
    int run(Fleet fleet, Output output) throws SQLException {
        return output.report(recording.of(system(), "rollback", fleet, () -> fleet.rollback(tag)));
    }
}
