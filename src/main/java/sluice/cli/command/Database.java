package sluice.cli.command;

import java.util.Map;
import java.util.Optional;
import sluice.environment.EmbeddedOptions;
import sluice.environment.EmbeddedServer;
import sluice.environment.JdbcUrl;
import sluice.environment.Password;
import sluice.environment.Settings;
import sluice.environment.Target;

/** The database that the settings name; where that is the embedded server, it runs for as long as this is open. */
public final class Database implements AutoCloseable {

    private final Settings settings;
    private final Password password;
    private final Optional<EmbeddedServer> embedded;

    private Database(Settings settings, Password password, Optional<EmbeddedServer> embedded) {
        this.settings = settings;
        this.password = password;
        this.embedded = embedded;
    }

    /**
     * Finds its password, or starts the embedded server, which has none, or joins the one that runs.
     *
     * @param variables the environment variables, one of which may hold the password
     * @param prompt asked for a password that is written nowhere
     * @throws sluice.environment.ConfigurationException if the password can't be read where it should be
     * @throws sluice.environment.EmbeddedServerException if the embedded server does not start
     */
    public static Database open(Settings settings, Map<String, String> variables, Password.Prompt prompt) {
        if (!settings.url().isEmbedded()) {
            return new Database(settings, Password.find(settings, variables, prompt), Optional.empty());
        }
        EmbeddedOptions options = EmbeddedOptions.forPeople(settings.embeddedMajor());
        EmbeddedServer server = EmbeddedServer.join(EmbeddedServer.projectHome(), options);
        return new Database(settings, Password.NONE, Optional.of(server));
    }

    /** Where to connect, and as whom; nothing is connected to yet. */
    public Target target() {
        return embedded.map(server -> JdbcUrl.of(server.url(settings.url().database())))
                .map(url -> new Target(url, settings.username(), Password.NONE))
                .orElseGet(() -> Target.of(settings, password));
    }

    @Override
    public void close() {
        embedded.ifPresent(EmbeddedServer::close);
    }
}
