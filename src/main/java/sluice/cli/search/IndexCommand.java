package sluice.cli.search;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sluice.cli.command.FleetCommand;
import sluice.cli.output.Output;
import sluice.environment.Key;
import sluice.environment.SearchSettings;
import sluice.environment.Settings;
import sluice.environment.connection.Target;
import sluice.environment.problem.ConfigurationException;
import sluice.fleet.Fleet;
import sluice.fleet.changelog.Workspace;
import sluice.fleet.report.FleetReport;
import sluice.fleet.report.Outcome;
import sluice.fleet.report.SchemaReport;
import sluice.listings.index.Settled;
import sluice.listings.index.compare.Difference;
import sluice.listings.index.site.Site;
import sluice.opensearch.SearchFailure;
import sluice.opensearch.index.ItemFailure;
import sluice.sql.Failure;
import sluice.sql.Sql;

/** What commands on the search index have in common: the one schema, the cluster, the report. */
public abstract class IndexCommand extends FleetCommand {

    private static final int SHOWN = 100;

    private Settings settings;
    private Target target;

    /** Does the command's work and tells what became of it. */
    protected abstract Settled work(Site site, Output output) throws SQLException;

    @Override
    public final boolean takes(Key key) {
        return !key.isForImport();
    }

    @Override
    protected void check(Workspace workspace) {
        if (!system().equals("listings")) {
            throw new ConfigurationException("Only listings has a search index, was " + system());
        }
    }

    @Override
    protected void prepare(Settings settings, Target target) throws SQLException {
        this.settings = settings;
        this.target = target;
    }

    @Override
    protected int run(Fleet fleet, Output output) throws SQLException {
        return run(settings, target, output, this::work);
    }

    /** What is done with an index. */
    @FunctionalInterface
    public interface Work {
        /** Does it and tells what became of it. */
        Settled on(Site site, Output output) throws SQLException;
    }

    /** Does work where the settings say and reports it; gives the exit status. */
    public static int run(Settings settings, Target target, Output output, Work work) throws SQLException {
        String schema = schema(settings, target);
        long start = System.nanoTime();
        SchemaReport report;
        try (EmbeddedSearch search = EmbeddedSearch.where(settings)) {
            SearchSettings cluster = SearchSettings.of(settings, System.getenv(), search.url());
            try (IndexSite site = new IndexSite(cluster, settings, target.forSchema(schema), schema, output)) {
                report = report(schema, work.on(site.site(), output), start, output);
            }
        } catch (SearchFailure failure) {
            report = report(schema, Outcome.FAILED, 0, 0, Map.of(), failure.getMessage(), start);
        } catch (SQLException lost) {
            report = report(schema, Outcome.FAILED, 0, 0, Map.of(), told(target, lost), start);
        }
        output.progress().ended(report);
        return output.report(new FleetReport(List.of(report), report.time()));
    }

    private static String told(Target target, SQLException lost) {
        return "%s did not go on: %s (SQLSTATE %s). Searches use what they used; run the same command again, it goes on"
                .formatted(
                        target.url().shown(),
                        String.valueOf(lost.getMessage()).strip().replaceAll("\\s+", " "),
                        Failure.state(lost));
    }

    /** The one schema in which the listings are. */
    static String schema(Settings settings, Target target) throws SQLException {
        List<String> named = settings.schemas();
        if (named.size() == 1 && !named.get(0).contains("%")) {
            return named.get(0).replace("\\_", "_");
        }
        if (!named.isEmpty()) {
            throw new ConfigurationException(
                    "A search index belongs to one schema; name it with --schemas, without '%'");
        }
        try (Connection connection = target.readOnly().connect()) {
            return Sql.on(connection).text("SELECT current_schema()");
        }
    }

    private static SchemaReport report(String schema, Settled settled, long start, Output output) {
        tell(settled, output);
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("listings", settled.listings());
        counts.put("documents put right", settled.repaired());
        counts.put("documents that differ", (long) settled.differences().size());
        Outcome well = settled.switched() || settled.repaired() > 0 ? Outcome.MIGRATED : Outcome.VERIFIED;
        Outcome outcome = settled.stopped() ? Outcome.STOPPED : settled.holds() ? well : Outcome.FAILED;
        return report(schema, outcome, settled.written(), settled.refused().size(), counts, trouble(settled), start);
    }

    private static String trouble(Settled settled) {
        if (!settled.refused().isEmpty()) {
            return settled.refused().size() + " documents were refused by " + settled.index()
                    + "; correct the rows or the mapping and run the same command again";
        }
        return settled.differences().isEmpty()
                ? ""
                : settled.differences().size() + " documents of " + settled.index() + " differ from their rows";
    }

    private static SchemaReport report(
            String schema,
            Outcome outcome,
            long rows,
            long refused,
            Map<String, Long> counts,
            String error,
            long start) {
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        return new SchemaReport(schema, outcome, 0, rows, refused, time, counts, "", error, "", "");
    }

    /** What went wrong is told also to those who want nothing else; a long list in full only to programs. */
    private static void tell(Settled settled, Output output) {
        for (ItemFailure refused : settled.refused().stream().limit(SHOWN).toList()) {
            output.progress().warning(refused.id() + " was refused: " + refused.reason());
        }
        for (Difference difference : settled.differences().stream().limit(SHOWN).toList()) {
            output.progress().warning(difference.told());
        }
        int more = settled.differences().size() - SHOWN;
        if (more > 0) {
            output.progress().warning("and " + more + " more; --json FILE lists all");
        }
        output.also("index", settled.index());
        output.also("former", settled.former());
        output.also("fillSeconds", settled.filling().toMillis() / 1000.0);
        output.also("compareSeconds", settled.comparing().toMillis() / 1000.0);
        output.also("refused", settled.refused());
        output.also("differences", settled.differences());
    }
}
