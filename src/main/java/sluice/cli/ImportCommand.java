package sluice.cli;

import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sluice.environment.Key;
import sluice.environment.Settings;
import sluice.environment.connection.JdbcUrl;
import sluice.environment.connection.Password;
import sluice.environment.connection.Target;
import sluice.environment.contexts.Given;
import sluice.environment.contexts.Reading;
import sluice.environment.embedded.EmbeddedOptions;
import sluice.environment.embedded.EmbeddedServer;
import sluice.fleet.Workspace;

/** {@code sluice import designs}: reads the images of a file server that are new or changed, and hashes them. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = {
            "Reads new and changed images of the file server, and hashes them.",
            "The server's password: SLUICE_NAS_PASSWORD, or nas.passwordFile."
        })
final class ImportCommand implements Callable<Integer> {

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
    public Integer call() throws SQLException {
        Map<Key, String> options = KeyOptions.given(spec.commandLine().getParseResult());
        Settings settings = Reading.settings(
                new Given(Workspace.current().contexts(), environment, "designs", options, System.getenv()));
        try (ImportOutput output = new ImportOutput(spec, settings, telling)) {
            if (!settings.url().isEmbedded()) {
                return new ImportRun(settings, System.getenv(), output)
                        .on(settings.target(System.getenv(), Password.Prompt.terminal()));
            }
            EmbeddedOptions embedded = EmbeddedOptions.forPeople(settings.embeddedMajor());
            try (EmbeddedServer server = EmbeddedServer.join(EmbeddedServer.projectHome(), embedded)) {
                JdbcUrl url = JdbcUrl.of(server.url(settings.url().database()));
                return new ImportRun(settings, System.getenv(), output)
                        .on(new Target(url, settings.username(), Password.NONE));
            }
        }
    }
}
