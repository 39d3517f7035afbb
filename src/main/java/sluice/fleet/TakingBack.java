package sluice.fleet;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import sluice.environment.connection.Target;
import sluice.environment.problem.ConfigurationException;
import sluice.fleet.catalog.SchemaState;
import sluice.fleet.changelog.Expected;
import sluice.fleet.crew.Crew;
import sluice.fleet.crew.Rounds;
import sluice.fleet.report.Outcome;
import sluice.fleet.report.SchemaReport;
import sluice.fleet.runs.Runs;
import sluice.sql.Identifier;
import sluice.sql.Sql;
import sluice.task.request.Request.Action;

/** The way back from one recorded run: in each schema what that run did there, and nothing else. */
final class TakingBack {

    private static final String DONE = """
            SELECT count(*) FILTER (WHERE orderexecuted > %1$s AND orderexecuted <= %2$s),
                count(*) FILTER (WHERE orderexecuted > %2$s),
                count(*) FILTER (WHERE orderexecuted > %1$s AND exectype = 'RERAN')
            FROM %3$s""";

    private final Crew crew;
    private final Rounds rounds;
    private final Target target;

    TakingBack(Crew crew, Rounds rounds, Target target) {
        this.crew = crew;
        this.rounds = rounds;
        this.target = target;
    }

    /** @throws ConfigurationException if there is no such update of this changelog */
    List<SchemaReport> run(long run) throws SQLException {
        List<Runs.Work> all;
        List<SchemaReport> reports = new ArrayList<>();
        List<String> schemas = new ArrayList<>();
        List<String> counts = new ArrayList<>();
        try (Connection connection = target.readOnly().connect()) {
            all = new Runs(connection, rounds.changelog().path())
                    .work(run)
                    .orElseThrow(() -> new ConfigurationException("There is no update " + run + " of "
                            + rounds.changelog().path() + ". See which there are: sluice history "
                            + rounds.settings().system()));
            for (Runs.Work work : all) {
                String count = count(Sql.on(connection), work, reports);
                if (!count.isEmpty()) {
                    schemas.add(work.schema());
                    counts.add(count);
                }
            }
            List<SchemaState> states =
                    rounds.catalog().read(connection, schemas).states(new Expected(List.of(), false));
            rounds.begin("rollback", "run " + run, false, states, 0);
        }
        reports.addAll(rounds.run(
                schemas,
                schema -> crew.report(schema, Action.ROLLBACK_COUNT, counts.get(schemas.indexOf(schema)), target)));
        rounds.log().end(Map.of());
        return reports;
    }

    /** How many changesets are to be taken back in a schema; empty, and a report, if none can be. */
    private static String count(Sql sql, Runs.Work work, List<SchemaReport> reports) throws SQLException {
        String table = Identifier.of(work.schema(), "databasechangelog");
        if (sql.text("SELECT to_regclass(?)", table) == null) {
            reports.add(SchemaReport.of(work.schema(), Outcome.SKIPPED, "nothing of this run is left here"));
            return "";
        }
        int after = work.after() == null ? Integer.MAX_VALUE : work.after();
        long[] found = sql.first(DONE.formatted(work.before(), after, table), row ->
                        new long[] {row.getLong(1), row.getLong(2), row.getLong(3)})
                .orElseThrow();
        if (found[0] == 0) {
            reports.add(SchemaReport.of(work.schema(), Outcome.SKIPPED, "nothing of this run is left here"));
            return "";
        }
        if (found[1] > 0 || found[2] > 0) {
            reports.add(SchemaReport.of(
                    work.schema(),
                    Outcome.FAILED,
                    found[1] > 0
                            ? "a later run did " + found[1] + " changesets on top; take that run back first"
                            : "this run did changesets again that had run before; what they were can't be restored"));
            return "";
        }
        return String.valueOf(found[0]);
    }
}
