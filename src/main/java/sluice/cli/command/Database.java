package sluice.cli.command;

import java.util.Map;
import java.util.Optional;
import sluice.environment.Settings;
import sluice.environment.connection.JdbcUrl;
import sluice.environment.connection.Password;
import sluice.environment.connection.Target;
import sluice.environment.embedded.EmbeddedOptions;
import sluice.environment.embedded.EmbeddedServer;

/** The database that the settings name; where that is the embedded server, it runs for as long as this is open. */
public final class Database implements AutoCloseable {

    private final Target target;
    private final Optional<EmbeddedServer> embedded;

    private Database(Target target, Optional<EmbeddedServer> embedded) {
        this.target = target;
        this.embedded = embedded;
    }

    /**
     * Finds its password, or starts the embedded server, which has none, or joins the one that runs.
     *
     * @param variables the environment variables, one of which may hold the password
     * @param prompt asked for a password that is written nowhere
     * @throws sluice.environment.problem.ConfigurationException if the password can't be read where it should be
     * @throws sluice.environment.embedded.programs.EmbeddedServerException if the embedded server does not start
     */
    public static Database open(Settings settings, Map<String, String> variables, Password.Prompt prompt) {
        if (!settings.url().isEmbedded()) {
            return new Database(settings.target(variables, prompt), Optional.empty());
        }
        EmbeddedOptions options = EmbeddedOptions.forPeople(settings.embeddedMajor());
        EmbeddedServer server = EmbeddedServer.join(EmbeddedServer.projectHome(), options);
        JdbcUrl url = JdbcUrl.of(server.url(settings.url().database()));
        return new Database(new Target(url, settings.username(), Password.NONE), Optional.of(server));
    }

    /** Where to connect, and as whom; nothing is connected to yet. */
    public Target target() {
        return target;
    }

    @Override
    public void close() {
        embedded.ifPresent(EmbeddedServer::close);
    }
}
