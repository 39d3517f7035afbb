package sluice.cli.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sluice.cli.output.Output;
import sluice.cli.output.Telling;
import sluice.environment.Key;
import sluice.environment.Settings;
import sluice.environment.connection.Password;
import sluice.environment.connection.Target;
import sluice.environment.contexts.Given;
import sluice.environment.contexts.Reading;
import sluice.environment.problem.ConfigurationException;
import sluice.fleet.Fleet;
import sluice.fleet.changelog.Changelog;
import sluice.fleet.changelog.Workspace;
import sluice.fleet.report.FleetListener;

/** What all commands on a database have in common: the system, the options, the connection, the output. */
public abstract class FleetCommand implements Callable<Integer>, KeyOptions.Taker {

    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "SYSTEM",
            description = "A folder of changelogs/, or the path of a changelog.")
    private String system;

    @Option(
            names = "--env",
            paramLabel = "NAME",
            description = "A folder of contexts/. Default: embedded, or none with --url.")
    private String environment;

    @Option(names = "--report", paramLabel = "FILE", description = "Writes the report as a page for people, HTML.")
    private Path page;

    @Mixin
    private Telling telling;

    /** Does the command's work and gives the exit status. */
    protected abstract int run(Fleet fleet, Output output) throws SQLException;

    /** Further options that the command itself decides; stronger than none, weaker than what was given. */
    protected Map<Key, String> implied() {
        return Map.of();
    }

    /** Who watches the run. */
    protected FleetListener watching(Output output) {
        return output.progress();
    }

    /** Something to be done on the database before the fleet is asked. */
    protected void prepare(Settings settings, Target target) throws SQLException {}

    /** What the command refuses before it looks at anything. */
    protected void check(Workspace workspace) {}

    /** What the command refuses of its settings. Sample data must never get into a database that somebody needs. */
    protected void check(Settings settings) {
        if (List.of(settings.contexts().split("[^\\w-]+")).contains("demo")) {
            throw new ConfigurationException("The context demo loads sample data; only sluice demo may set it.");
        }
    }

    /** Whether standard output belongs to what the command writes, so that it can be sent into a file. */
    protected boolean writesText() {
        return false;
    }

    @Override
    public boolean takes(Key key) {
        return !key.isForImport() && !key.isForSearch();
    }

    private PrintWriter people() {
        return writesText() ? spec.commandLine().getErr() : telling.people(spec);
    }

    /** What was named: a folder of {@code changelogs/}, or the path of a changelog. */
    protected final String system() {
        return system;
    }

    @Override
    public final Integer call() throws SQLException {
        Workspace workspace = Workspace.current();
        check(workspace);
        var changelog = workspace.changelog(system);
        Settings settings = settings(workspace);
        check(settings);
        try (Output output = new Output(spec, settings, people(), page, telling);
                Database database = Database.open(settings, System.getenv(), Password.Prompt.terminal())) {
            return on(changelog, settings, database.target(), output);
        }
    }

    private int on(Changelog changelog, Settings settings, Target target, Output output) throws SQLException {
        prepare(settings, target);
        try (Fleet fleet = new Fleet(changelog, settings, target, watching(output), Stop::isWanted)) {
            return run(fleet, output);
        }
    }

    private Settings settings(Workspace workspace) {
        Map<Key, String> options = KeyOptions.given(spec.commandLine().getParseResult());
        implied().forEach(options::putIfAbsent);
        return Reading.settings(new Given(workspace.contexts(), environment(), system, options, System.getenv()));
    }

    /** The environment that was asked for, null if none was. */
    protected String environment() {
        return environment;
    }
}
