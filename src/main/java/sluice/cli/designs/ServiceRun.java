package sluice.cli.designs;

import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import sluice.cli.command.Database;
import sluice.cli.command.Stop;
import sluice.cli.output.Output;
import sluice.designs.nas.Nas;
import sluice.designs.service.FormerEnvironment;
import sluice.designs.service.Mode;
import sluice.designs.service.Phase;
import sluice.environment.Key;
import sluice.environment.Settings;
import sluice.environment.connection.Password;
import sluice.environment.connection.Target;
import sluice.environment.contexts.Given;
import sluice.environment.contexts.Reading;
import sluice.environment.problem.ConfigurationException;
import sluice.fleet.Fleet;
import sluice.fleet.UpdateOrder;
import sluice.fleet.changelog.Workspace;

/** The phases of the designs service, one after the other, each by itself. */
final class ServiceRun {

    private static final int FAILED = 1;
    private static final int WRONG_CONFIGURATION = 2;

    private final Workspace workspace = Workspace.current();
    private final ServiceOutput output;
    private final String environment;
    private final Map<Key, String> options;
    private final Map<String, String> variables;

    /** @param variables the environment variables, the old service's among them */
    ServiceRun(ServiceOutput output, String environment, Map<Key, String> options, Map<String, String> variables) {
        this.output = output;
        this.environment = environment;
        this.options = options;
        this.variables = options.containsKey(Key.URL) ? Map.copyOf(variables) : FormerEnvironment.translated(variables);
    }

    /**
     * Runs the phases of a mode.
     *
     * @return the exit status: 0, or that of the worst phase
     * @throws ConfigurationException before anything runs, if no database is named, or it can't be one
     * @throws sluice.environment.connection.ConnectionFailure before anything runs, if the database can't be reached
     */
    int run(Mode mode) throws SQLException {
        if (options.containsKey(Key.LABELS)) {
            throw new ConfigurationException("The mode decides about the labels; leave out --labels.");
        }
        boolean named = environment != null || options.containsKey(Key.URL);
        if (!named && variables.getOrDefault(Key.URL.variable(), "").isBlank()) {
            throw new ConfigurationException("No database is named; set DATABASE_URL, or give --url or --env.");
        }
        Settings settings = settings("");
        try (Database database = Database.open(settings, variables, Password.Prompt.NOBODY)) {
            return on(database.target(), mode);
        }
    }

    private int on(Target target, Mode mode) throws SQLException {
        target.connect().close(); // a database that can't be reached would fail every phase with the same words
        output.line("service designs, mode " + mode.word() + ", on " + target);
        int status = 0;
        for (Phase phase : mode.phases()) {
            if (Stop.isWanted()) {
                output.ended(phase, "stopped", Duration.ZERO, null);
            } else {
                status = Math.max(status, attempt(phase, target));
            }
        }
        output.write(mode.word());
        return status;
    }

    private int attempt(Phase phase, Target target) {
        long begin = System.nanoTime();
        Exception trouble = null;
        String outcome = "done";
        int status;
        try {
            output.line(phase.word() + ": begins");
            outcome = phase == Phase.IMPORT && nothingToImport() ? "skipped" : outcome;
            status = phase == Phase.IMPORT ? images(target) : update(phase, target);
        } catch (SQLException | RuntimeException failed) {
            trouble = failed;
            status = failed instanceof ConfigurationException ? WRONG_CONFIGURATION : FAILED;
        }
        String ended = status > 0 ? "failed" : Stop.isWanted() ? "stopped" : outcome;
        output.ended(phase, ended, Duration.ofNanos(System.nanoTime() - begin), trouble);
        return status;
    }

    private int update(Phase phase, Target target) throws SQLException {
        Settings settings = settings(phase.word());
        try (Output words = output.fleet(settings);
                Fleet fleet =
                        new Fleet(workspace.changelog("designs"), settings, target, words.progress(), Stop::isWanted)) {
            return words.report(fleet.update(UpdateOrder.ALL));
        }
    }

    private int images(Target target) throws SQLException {
        Settings settings = settings("");
        try (ImportOutput words = output.images(settings)) {
            return new ImportRun(settings, variables, words).on(target);
        }
    }

    private boolean nothingToImport() {
        return Nas.find(settings(""), variables).isEmpty();
    }

    private Settings settings(String label) {
        Map<Key, String> all = new EnumMap<>(Key.class);
        all.putAll(options);
        all.put(Key.LABELS, label);
        return Reading.settings(new Given(workspace.contexts(), environment, "designs", all, variables));
    }
}
