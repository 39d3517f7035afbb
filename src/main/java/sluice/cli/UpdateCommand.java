package sluice.cli;

import java.sql.SQLException;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import sluice.fleet.Fleet;

/** {@code sluice update}: runs what is pending. */
@Command(name = "update", mixinStandardHelpOptions = true, description = "Runs what is pending.")
final class UpdateCommand extends FleetCommand {

    private static final class What {
        @Option(names = "--to-tag", paramLabel = "TAG", description = "Only up to this tag.")
        private String tag = "";

        @Option(
                names = "--again",
                paramLabel = "CHANGESET",
                description = "Runs a recorded data change again, for rows that came late; nothing else.")
        private String again = "";
    }

    @ArgGroup
    private What what = new What();

    @Override
    int run(Fleet fleet, Output output) throws SQLException {
        return output.report(what.again.isEmpty() ? fleet.update(what.tag) : fleet.again(what.again));
    }
}
