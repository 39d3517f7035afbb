package sluice.cli.migrate;

import java.sql.SQLException;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sluice.cli.command.FleetCommand;
import sluice.cli.output.Output;
import sluice.fleet.Fleet;
import sluice.fleet.report.FleetListener;

/** {@code sluice rollback}: takes back what came after a tag, or what one run did. */
@Command(
        name = "rollback",
        mixinStandardHelpOptions = true,
        description = "Takes back what came after a tag, or what one run did.")
public final class RollbackCommand extends FleetCommand {

    private static final class What {
        @Option(names = "--to-tag", paramLabel = "TAG", required = true, description = "The tag to go back to.")
        private String tag;

        @Option(
                names = "--run",
                paramLabel = "ID",
                required = true,
                description = "Only what this update did; see sluice history.")
        private Long run;
    }

    @ArgGroup(multiplicity = "1")
    private What what;

    @Mixin
    private Recording recording = new Recording();

    @Override
    protected FleetListener watching(Output output) {
        return recording.around(super.watching(output));
    }

    @Override
    protected int run(Fleet fleet, Output output) throws SQLException {
        return output.report(recording.of(
                system(),
                "rollback",
                fleet,
                () -> what.run == null ? fleet.rollback(what.tag) : fleet.rollbackRun(what.run)));
    }
}
