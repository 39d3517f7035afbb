package sluice.fleet;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import sluice.environment.Settings;
import sluice.environment.connection.Target;
import sluice.environment.problem.ConfigurationException;
import sluice.fleet.catalog.Catalog;
import sluice.fleet.catalog.SchemaState;
import sluice.fleet.catalog.Tenants;
import sluice.fleet.changelog.Changelog;
import sluice.fleet.crew.Crew;
import sluice.fleet.crew.ParallelRun;
import sluice.fleet.crew.Rounds;
import sluice.fleet.report.FleetListener;
import sluice.fleet.report.FleetReport;
import sluice.fleet.report.Outcome;
import sluice.fleet.report.SchemaReport;
import sluice.fleet.report.TableSum;
import sluice.fleet.runs.Run;
import sluice.fleet.runs.RunLog;
import sluice.fleet.runs.Runs;
import sluice.fleet.verification.Check;
import sluice.fleet.verification.Verification;
import sluice.task.request.Request.Action;

/** One system on all chosen schemas of one database: what each command does there. */
public final class Fleet implements AutoCloseable {

    private final Changelog changelog;
    private final Settings settings;
    private final Target target;
    private final FleetListener listener;
    private final BooleanSupplier stopWanted;
    private final RunLog log;
    private final Crew crew;
    private final Rounds rounds;
    private final Catalog catalog;

    /** @param stopWanted asked between batches and between schemas */
    public Fleet(
            Changelog changelog, Settings settings, Target target, FleetListener listener, BooleanSupplier stopWanted) {
        this.changelog = changelog;
        this.settings = settings;
        this.target = target;
        this.listener = listener;
        this.stopWanted = stopWanted;
        this.catalog = Catalog.of(target.url());
        this.log = new RunLog(listener);
        FleetListener all = FleetListener.both(listener, log);
        this.crew = new Crew(changelog, settings, all, stopWanted);
        this.rounds = new Rounds(catalog, changelog, settings, target, all, log, stopWanted);
    }

    /** The schemas in the order of work. Errors are those of {@link Tenants#find}. */
    public List<String> schemas() throws SQLException {
        try (Connection connection = target.readOnly().connect()) {
            return catalog.schemas(connection, settings);
        }
    }

    /** Where it works, for people: never a user, a password or the whole URL. */
    public String place() {
        return target.url().shown();
    }

    /** Whether the database is a file of SQLite, with the one schema main. */
    public boolean isSqlite() {
        return target.url().isSqlite();
    }

    /** What the tables of each schema hold; reads every row. */
    public Map<String, Map<String, TableSum>> tables() throws SQLException {
        Map<String, Map<String, TableSum>> tables = new TreeMap<>();
        for (String schema : schemas()) {
            try (Connection connection = target.readOnly().forSchema(schema).connect()) {
                tables.put(schema, TableSum.of(connection, schema));
            }
        }
        return tables;
    }

    /** How far each schema has come. */
    public List<SchemaState> status() throws SQLException {
        return survey().states();
    }

    /**
     * Runs what is pending; schemas in which nothing is are found by asking the database, without Liquibase.
     *
     * @throws ConfigurationException if the changelog is wrong or has no such tag, or there is nothing to resume
     */
    public FleetReport update(UpdateOrder order) throws SQLException {
        long start = System.nanoTime();
        Survey survey = Survey.take(crew, catalog, target, connection -> chosen(connection, order.which()));
        requireTag(order.tag(), survey.expected().tags());
        Update update =
                new Update(crew, rounds, target, survey, survey.expected().upTo(order.tag()));
        return new FleetReport(update.run(order), since(start));
    }

    private List<String> chosen(Connection connection, UpdateOrder.Which which) throws SQLException {
        if (which == UpdateOrder.Which.ALL) {
            return catalog.schemas(connection, settings);
        }
        requireRuns();
        Runs runs = new Runs(connection, changelog.path());
        Run last = runs.last("update", 1).stream()
                .findFirst()
                .orElseThrow(() -> new ConfigurationException(
                        "No update of " + changelog.path() + " is recorded, so there is none to resume."));
        if (last.live()) {
            throw new ConfigurationException(
                    "Run " + last.id() + " is still under way; see: sluice status " + settings.system());
        }
        return runs.left(
                which == UpdateOrder.Which.FAILED
                        ? List.of("failed")
                        : List.of("failed", "stopped", "waiting", "running"));
    }

    /** The recorded runs on this changelog, the newest first. */
    public List<Run> history(int limit) throws SQLException {
        if (isSqlite()) {
            return List.of(); // a file keeps no runs: it is no fleet
        }
        try (Connection connection = target.readOnly().connect()) {
            return new Runs(connection, changelog.path()).last("", limit);
        }
    }

    /** Takes back what one recorded update did, and nothing else. */
    public FleetReport rollbackRun(long run) throws SQLException {
        requireRuns();
        long start = System.nanoTime();
        return new FleetReport(new TakingBack(crew, rounds, target).run(run), since(start));
    }

    /** Runs a data change again that is recorded as run, e.g. for rows that came late. */
    public FleetReport again(String changeset) throws SQLException {
        long start = System.nanoTime();
        Survey survey = survey();
        if (survey.expected().rows().stream().noneMatch(row -> row.id().equals(changeset))) {
            throw new ConfigurationException("There is no changeset " + changeset + " in " + changelog.path() + ".");
        }
        return new FleetReport(run(survey.schemas(), Action.AGAIN, changeset, target), since(start));
    }

    /** Writes what an update would run, in sessions that can't write. */
    public FleetReport preview(String tag) throws SQLException {
        long start = System.nanoTime();
        Survey survey = survey();
        requireTag(tag, survey.expected().tags());
        return new FleetReport(run(survey.schemas(), Action.PREVIEW, tag, target.readOnly()), since(start));
    }

    /** Tells what an update would mean for live tables: rows, batches, locks, time; in sessions that can't write. */
    public FleetReport explain() throws SQLException {
        long start = System.nanoTime();
        return new FleetReport(run(schemas(), Action.EXPLAIN, "", target.readOnly()), since(start));
    }

    /** Writes what a rollback would run, in sessions that can't write. */
    public FleetReport previewRollback(String tag) throws SQLException {
        long start = System.nanoTime();
        Survey survey = survey();
        requireTag(tag, survey.expected().tags());
        return new FleetReport(run(survey.schemas(), Action.PREVIEW_ROLLBACK, tag, target.readOnly()), since(start));
    }

    /** Takes back what came after a tag; a schema that never reached it has nothing to take back. */
    public FleetReport rollback(String tag) throws SQLException {
        long start = System.nanoTime();
        Survey survey = survey();
        requireTag(tag, survey.expected().tags());
        List<SchemaReport> reports = new ArrayList<>();
        List<SchemaState> reached = new ArrayList<>();
        for (SchemaState state : survey.ledgers().states(survey.expected().upTo(tag))) {
            // a changed checksum is for Liquibase to refuse, not for us to pass over
            if (state.known() && state.done() + state.changed() == state.expected()) {
                reached.add(state);
            } else {
                reports.add(SchemaReport.of(state.schema(), Outcome.SKIPPED, "never reached the tag " + tag));
            }
        }
        rounds.begin("rollback", tag, false, reached, 0);
        reports.addAll(run(reached.stream().map(SchemaState::schema).toList(), Action.ROLLBACK, tag, target));
        log.end(Map.of());
        return new FleetReport(reports, since(start));
    }

    /** Holds each schema to the checks of a stage. */
    public FleetReport verify(String stage) throws SQLException {
        long start = System.nanoTime();
        List<Check> checks = Check.read(changelog.checks(), stage, isSqlite() ? "sqlite" : "postgresql");
        List<SchemaReport> reports = new ParallelRun(settings, listener, stopWanted)
                .run(
                        schemas(),
                        schema -> new Verification(
                                        catalog,
                                        target.readOnly().forSchema(schema),
                                        schema,
                                        checks,
                                        settings.sources())
                                .run(() -> crew.ask(schema, Action.CONCERNS, "", target.readOnly())));
        return new FleetReport(reports, since(start));
    }

    @Override
    public void close() {
        crew.close();
        log.close();
    }

    private void requireRuns() {
        if (isSqlite()) {
            throw new ConfigurationException(place() + " is a file of SQLite, where runs are not recorded; leave out"
                    + " --resume, --only and --run.");
        }
    }

    private Survey survey() throws SQLException {
        return Survey.take(crew, catalog, target, connection -> catalog.schemas(connection, settings));
    }

    private void requireTag(String tag, List<String> tags) {
        if (!tag.isEmpty() && !tags.contains(tag)) {
            throw new ConfigurationException("There is no tag " + tag + " in " + changelog.path() + ". "
                    + (tags.isEmpty() ? "It sets none." : "There are: " + String.join(", ", tags) + "."));
        }
    }

    private List<SchemaReport> run(List<String> schemas, Action action, String argument, Target where)
            throws SQLException {
        return rounds.run(schemas, schema -> crew.report(schema, action, argument, where));
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
