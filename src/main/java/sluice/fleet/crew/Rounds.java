package sluice.fleet.crew;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import sluice.environment.Settings;
import sluice.environment.connection.Target;
import sluice.fleet.catalog.Catalog;
import sluice.fleet.catalog.SchemaState;
import sluice.fleet.changelog.Changelog;
import sluice.fleet.report.FleetListener;
import sluice.fleet.report.Outcome;
import sluice.fleet.report.SchemaReport;
import sluice.fleet.runs.RunLog;

/**
 * Work on many schemas side by side, except on those into which Liquibase can't be let.
 *
 * @param target the database, without a schema
 * @param listener hears what happens in schemas, the log included
 * @param log of this run; PostgreSQL's only
 * @param stopWanted asked before each schema
 */
public record Rounds(
        Catalog catalog,
        Changelog changelog,
        Settings settings,
        Target target,
        FleetListener listener,
        RunLog log,
        BooleanSupplier stopWanted) {

    /**
     * Begins to record what is heard from now on; a file of SQLite has no place for that.
     *
     * @param command {@code update} or {@code rollback}
     * @param argument the tag or run that was asked for, or empty
     * @param resumed whether it goes on with an earlier run
     * @param pending the schemas that it will work on, in order
     * @param upToDate how many more it found in which nothing is to do
     */
    public void begin(String command, String argument, boolean resumed, List<SchemaState> pending, int upToDate)
            throws SQLException {
        if (target.url().isSqlite()) {
            return; // a file has no place for the runs of a fleet
        }
        if (!pending.isEmpty()) {
            PoolerGuard.check(target);
        }
        log.begin(
                target,
                settings,
                changelog,
                new String[] {command, argument, String.valueOf(resumed)},
                pending,
                upToDate);
    }

    /**
     * Works on schemas, and gives their reports in that order; one into which Liquibase can't be let has failed.
     *
     * @throws sluice.environment.problem.ConfigurationException if the sessions are a pooler's, so that nothing may be begun
     */
    public List<SchemaReport> run(List<String> schemas, Function<String, SchemaReport> work) throws SQLException {
        if (!schemas.isEmpty() && !target.url().isSqlite()) {
            PoolerGuard.check(target);
        }
        Optional<Refusals> refusals = target.url().isSqlite() ? Optional.empty() : Optional.of(refusals());
        return new ParallelRun(settings, listener, stopWanted).run(schemas, schema -> {
            Optional<String> refused = refusals.flatMap(known -> known.reason(schema));
            return refused.isPresent() ? SchemaReport.of(schema, Outcome.FAILED, refused.get()) : work.apply(schema);
        });
    }

    private Refusals refusals() throws SQLException {
        try (Connection connection = target.readOnly().connect()) {
            return new Refusals(connection);
        }
    }
}
