package sluice.cli.migrate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import sluice.cli.command.FleetCommand;
import sluice.cli.output.Output;
import sluice.cli.search.EmbeddedSearch;
import sluice.cli.search.IndexCommand;
import sluice.cli.search.ReindexCommand;
import sluice.environment.Key;
import sluice.environment.SearchSettings;
import sluice.environment.Settings;
import sluice.environment.Source;
import sluice.environment.connection.Password;
import sluice.environment.connection.Target;
import sluice.environment.problem.ConfigurationException;
import sluice.fleet.Fleet;
import sluice.fleet.UpdateOrder;
import sluice.fleet.changelog.Workspace;
import sluice.sql.Identifier;
import sluice.sql.Sql;

/** {@code sluice demo}: legacy sample data in the embedded database, migrated and verified. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Makes legacy sample data in the embedded database, migrates and verifies it.")
public final class DemoCommand extends FleetCommand {

    private static final List<String> TENANTS = List.of("user_1", "user_2", "user_3");

    private Settings settings;
    private Target target;

    @Override
    protected void check(Workspace workspace) {
        if (!workspace.systems().contains(system())) {
            throw new ConfigurationException("The demo of " + system() + " is not there yet. There are: "
                    + String.join(", ", workspace.systems()) + ".");
        }
    }

    @Override
    protected void check(Settings settings) {
        if (!settings.url().isEmbedded()) {
            throw new ConfigurationException("A demo works in the embedded database only, and "
                    + settings.url().shown() + " is another; leave out --env, --url and SLUICE_URL.");
        }
    }

    @Override
    protected String environment() {
        return super.environment() == null ? "embedded" : super.environment();
    }

    @Override
    protected Map<Key, String> implied() {
        return Map.of(Key.CONTEXTS, "embedded,demo");
    }

    @Override
    protected void prepare(Settings settings, Target target) throws SQLException {
        this.settings = settings;
        this.target = target;
        try (Connection connection = target.connect()) {
            for (String tenant : tenants(settings)) {
                Sql.on(connection).run("CREATE SCHEMA IF NOT EXISTS " + Identifier.of(tenant));
            }
            for (String source : settings.sources().names()) {
                makeSource(connection, settings.sources().find(source).orElseThrow());
            }
        }
    }

    /** A server that the system copies from is another database here, with the rows of {@code legacy/<source>.sql}. */
    private void makeSource(Connection connection, Source source) throws SQLException {
        String database = source.url().database();
        Path rows =
                Workspace.current().home().resolve(Path.of("changelogs", system(), "legacy", source.name() + ".sql"));
        boolean there = Sql.on(connection).number("SELECT count(*) FROM pg_database WHERE datname = ?", database) > 0;
        if (there || !source.url().isEmbedded() || !Files.isRegularFile(rows)) {
            return;
        }
        Sql.on(connection).run("CREATE DATABASE " + Identifier.of(database));
        try (Connection made = new Target(source.url(), source.username(), Password.NONE).connect()) {
            made.setAutoCommit(false);
            Sql.on(made).run(Files.readString(rows));
            made.commit();
        } catch (IOException | SQLException trouble) {
            Sql.on(connection).run("DROP DATABASE " + Identifier.of(database) + " WITH (FORCE)");
            throw new ConfigurationException(
                    "The sample data in " + rows + " can't be loaded: " + trouble.getMessage());
        }
    }

    /** Three of them where the environment has a pattern; a system with one schema has it named there. */
    private static List<String> tenants(Settings settings) {
        boolean named = settings.schemas().stream().noneMatch(pattern -> pattern.contains("%"));
        return named ? settings.schemas() : TENANTS;
    }

    @Override
    protected int run(Fleet fleet, Output output) throws SQLException {
        int updated = output.report(fleet.update(UpdateOrder.ALL));
        int verified = output.report(fleet.verify("after"));
        if (updated + verified == 0) {
            verified = searchIndex(output);
        }
        int status = Math.max(updated, verified);
        if (status == 0) {
            output.line("Look around with: ./sluice status " + system() + ",");
            output.line("    ./sluice preview " + system() + " --rollback " + system() + "-start");
        }
        return status;
    }

    /** Where the environment has an embedded cluster, the demo goes on into it. */
    private int searchIndex(Output output) throws SQLException {
        if (!settings.text(Key.OPENSEARCH_URL).equals(SearchSettings.EMBEDDED)) {
            return 0;
        }
        if (!EmbeddedSearch.isPossible()) {
            output.line("The search index is left out: the jars of its node are not here, ./sluice fetches them");
            return 0;
        }
        return IndexCommand.run(settings, target, output, (site, told) -> ReindexCommand.anew(site, told, false));
    }
}
