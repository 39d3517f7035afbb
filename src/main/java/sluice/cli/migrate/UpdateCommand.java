package sluice.cli.migrate;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sluice.cli.command.FleetCommand;
import sluice.cli.output.Output;
import sluice.environment.Settings;
import sluice.environment.connection.SqliteFile;
import sluice.environment.connection.Target;
import sluice.environment.problem.ConfigurationException;
import sluice.fleet.Approval;
import sluice.fleet.Fleet;
import sluice.fleet.UpdateOrder;
import sluice.fleet.report.FleetListener;

/** {@code sluice update}: runs what is pending. */
@Command(name = "update", mixinStandardHelpOptions = true, description = "Runs what is pending.")
public final class UpdateCommand extends FleetCommand {

    private static final class What {
        @Option(names = "--to-tag", paramLabel = "TAG", description = "Only up to this tag.")
        private String tag = "";

        @Option(
                names = "--again",
                paramLabel = "CHANGESET",
                description = "Runs a recorded data change again, for rows that came late; nothing else.")
        private String again = "";
    }

    private static final class Who {
        @Option(names = "--resume", description = "Only what is left of the last update.")
        private boolean resume;

        @Option(names = "--only", paramLabel = "failed", description = "Only what failed in the last update.")
        private Only only;
    }

    /** Which schemas of the last update. */
    enum Only {
        FAILED
    }

    @Option(
            names = "--approved",
            paramLabel = "FILE",
            description = "The index.json of a preview: a schema whose plan is not in it is refused.")
    private Path approved;

    @ArgGroup
    private What what = new What();

    @ArgGroup
    private Who who = new Who();

    @Option(names = "--backup", description = "Copies a file of SQLite first, and checks that the copy is whole.")
    private boolean backup;

    @Mixin
    private Recording recording = new Recording();

    private Path copy;

    @Override
    protected void prepare(Settings settings, Target target) {
        if (backup && !target.url().isSqlite()) {
            throw new ConfigurationException(
                    "--backup copies a file of SQLite. For PostgreSQL take pg_dump, and run this"
                            + " command without --backup.");
        }
        copy = backup ? new SqliteFile(target.url()).backup(Clock.systemUTC()) : null;
    }

    @Override
    protected FleetListener watching(Output output) {
        return recording.around(super.watching(output));
    }

    @Override
    protected int run(Fleet fleet, Output output) throws SQLException {
        if (copy != null) {
            output.line("Copied to " + copy + ", which SQLite's integrity check finds whole.");
        }
        Optional<Approval> approval = Optional.ofNullable(approved).map(Approval::read);
        return output.report(recording.of(
                system(),
                "update",
                fleet,
                () -> what.again.isEmpty()
                        ? fleet.update(new UpdateOrder(what.tag, which(), approval))
                        : fleet.again(what.again)));
    }

    private UpdateOrder.Which which() {
        if (who.only == Only.FAILED) {
            return UpdateOrder.Which.FAILED;
        }
        return who.resume ? UpdateOrder.Which.LEFT : UpdateOrder.Which.ALL;
    }
}
