package sluice.cli.designs;

import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sluice.cli.command.Database;
import sluice.cli.command.KeyOptions;
import sluice.cli.output.Telling;
import sluice.environment.Key;
import sluice.environment.Settings;
import sluice.environment.connection.Password;
import sluice.environment.contexts.Given;
import sluice.environment.contexts.Reading;
import sluice.fleet.changelog.Workspace;

/** {@code sluice import designs}: reads the images of a file server that are new or changed, and hashes them. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = {
            "Reads new and changed images of the file server, and hashes them.",
            "The server's password: SLUICE_NAS_PASSWORD, or nas.passwordFile."
        })
public final class ImportCommand implements Callable<Integer>, KeyOptions.Taker {

    /** What can be imported. */
    enum What {
        DESIGNS
    }

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "SYSTEM", description = "One of: ${COMPLETION-CANDIDATES}.")
    private What what;

    @Option(
            names = "--env",
            paramLabel = "NAME",
            description = "A folder of contexts/. Default: embedded, or none with --url.")
    private String environment;

    @Mixin
    private Telling telling;

    @Override
    public boolean takes(Key key) {
        return !key.isForSearch();
    }

    @Override
    public Integer call() throws SQLException {
        Map<Key, String> options = KeyOptions.given(spec.commandLine().getParseResult());
        Settings settings = Reading.settings(
                new Given(Workspace.current().contexts(), environment, "designs", options, System.getenv()));
        try (ImportOutput output = new ImportOutput(spec, settings, telling);
                Database database = Database.open(settings, System.getenv(), Password.Prompt.terminal())) {
            return new ImportRun(settings, System.getenv(), output).on(database.target());
        }
    }
}
