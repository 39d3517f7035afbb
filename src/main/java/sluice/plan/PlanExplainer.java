package sluice.plan;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import sluice.batch.BatchFailure;
import sluice.batch.Pace;
import sluice.batch.Transaction;
import sluice.batch.Walk;
import sluice.sql.Failure;
import sluice.sql.Literal;
import sluice.sql.Sql;
import sluice.sql.Template;

/**
 * The reader that tells what a plan means for a live table: rows, batches, locks, time. Asks the server in transactions
 * that it rolls back, changes nothing, and may work in a read-only session.
 */
public final class PlanExplainer {

    private static final String LIMITS =
            "SELECT set_config('lock_timeout', '1000', true), set_config('statement_timeout', '%d', true)";
    private static final int PATIENCE_MILLIS = 2000;
    private static final Set<String> MISSING = Set.of("42P01", "42703", "42704", "42883");
    private static final int SAMPLE = 10_000;
    // a rough guess, not calibrated: what a row costs that is written and indexed, by one that is read
    private static final int WRITE_BY_READ = 10;

    private final Connection connection;
    private final Pace pace;
    private final String changeset;

    /** A reader on a connection with autocommit off; {@code changeset} is what the marker of that name means. */
    public PlanExplainer(Connection connection, Pace pace, String changeset) {
        this.connection = connection;
        this.pace = pace;
        this.changeset = Literal.of(changeset);
    }

    /** Lines for people, for each step. */
    public List<String> explain(Plan plan) throws SQLException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < plan.steps().size(); i++) {
            String number = plan.steps().size() == 1 ? "" : "step " + (i + 1) + ": ";
            List<String> step = explain(plan.steps().get(i));
            lines.add(number + step.get(0));
            step.stream().skip(1).forEach(line -> lines.add("  " + line));
        }
        return lines;
    }

    private List<String> explain(Step step) throws SQLException {
        if (step instanceof Backfill backfill) {
            return backfill(backfill);
        }
        if (step instanceof Outside outside) {
            return List.of(
                    "builds " + outside.noun() + ", outside a transaction",
                    "locks: ShareUpdateExclusiveLock on its table, at most "
                            + pace.buildTimeout().toMinutes() + " min"
                            + "; reads and writes go on. It waits for older transactions to end.");
        }
        if (step instanceof Copy copy) {
            return CopyExplainer.explain(copy.order(), pace);
        }
        if (step instanceof Build) {
            return List.of(
                    "runs statements that no transaction may hold; which ones is found when it begins",
                    "locks: those of index builds, at most "
                            + pace.buildTimeout().toMinutes() + " min; reads and writes go on");
        }
        if (step instanceof Check) {
            return List.of("checks an answer; changes nothing");
        }
        Statement statement = (Statement) step;
        List<String> lines = new ArrayList<>(List.of("runs one statement, in one transaction"));
        lines.addAll(locks(List.of(Markers.once(statement.sql(), changeset)), statement.isLong()));
        return lines;
    }

    private List<String> backfill(Backfill backfill) throws SQLException {
        String where = Template.of(backfill.walk().where())
                .renderPrepared(marker -> Markers.text(marker, changeset, alias -> "TRUE"));
        Walk walk = new Walk(backfill.walk().table(), backfill.walk().key(), where);
        List<String> lines = new ArrayList<>();
        lines.add(
                "walks " + walk.table() + " by " + String.join(", ", walk.key().columns())
                        + (where.isEmpty() ? "" : " where " + where.strip().replaceAll("\\s+", " ")));
        try {
            begin(PATIENCE_MILLIS);
            List<String> values = Transaction.markers(connection, walk.table(), walk.key()).stream()
                    .map(marker -> marker.replace("?", "NULL"))
                    .toList();
            lines.addAll(rows(walk));
            List<String> statements = backfill.statements().stream()
                    .map(statement -> Template.of(statement.sql())
                            .render(marker -> Markers.text(
                                    marker, changeset, alias -> Markers.range(walk.key(), alias, values, values))))
                    .toList();
            lines.addAll(locks(statements, false));
        } catch (BatchFailure | SQLException missing) {
            connection.rollback();
            if (missing instanceof SQLException error && !MISSING.contains(Failure.state(error))) {
                throw error;
            }
            lines.add("nothing to measure yet: an earlier changeset of this run makes the table or the column");
        }
        return lines;
    }

    private List<String> rows(Walk walk) throws SQLException {
        long estimate = Transaction.estimate(connection, walk);
        String count = "SELECT count(*) FROM " + walk.matching();
        Long exact = attempt(count, PATIENCE_MILLIS);
        long rows = exact == null ? estimate : exact;
        long start = System.nanoTime();
        Long read = attempt("SELECT count(*) FROM (" + walk.sample(SAMPLE) + ") s", PATIENCE_MILLIS);
        double perRow = read == null || read == 0 ? 0 : (System.nanoTime() - start) / 1e9 / read;
        List<String> lines = new ArrayList<>();
        lines.add("rows: " + rows + (exact == null ? " (the planner's estimate)" : " (counted)") + ", batches: about "
                + (rows + pace.size() - 1) / pace.size() + " of " + pace.size() + ", fewer as they grow to "
                + pace.largest() + " or " + pace.time().toMillis() + " ms");
        lines.add(
                perRow == 0 || rows == 0
                        ? "time: "
                                + (rows == 0
                                        ? "none, no row is to be done"
                                        : "unknown, nothing could be read for a sample")
                        : String.format(
                                Locale.ROOT,
                                "time: about %.1f s (%d rows read as a sample at %.0f rows/s; writing taken as %d times that)",
                                rows * perRow * WRITE_BY_READ,
                                read,
                                1 / perRow,
                                WRITE_BY_READ));
        return lines;
    }

    /** The locks that statements take are those that planning them takes; what can't be planned is DDL. */
    private List<String> locks(List<String> statements, boolean isLong) throws SQLException {
        List<String> lines = new ArrayList<>();
        begin(PATIENCE_MILLIS);
        for (String statement : statements) {
            try {
                Sql.on(connection).run("EXPLAIN " + statement.strip());
            } catch (SQLException refused) {
                String told = Failure.state(refused).equals("42601")
                        ? "no plan for: "
                                + statement.strip().lines().findFirst().orElse("")
                                + " (DDL mostly takes AccessExclusiveLock)"
                        : "not known yet: "
                                + refused.getMessage().lines().findFirst().orElse("");
                connection.rollback();
                lines.add("locks: " + told);
                return lines;
            }
        }
        String longest = isLong
                ? "until its end, at most " + pace.buildTimeout().toMinutes() + " min"
                : "until the batch commits: about " + pace.time().toMillis() + " ms, at most "
                        + pace.statementTimeout().toSeconds() + " s" + " per statement";
        Sql.on(connection)
                .rows(HELD, row -> row.getString(1) + " on " + row.getString(2))
                .forEach(lock -> lines.add("locks: " + lock + ", " + longest));
        lines.add("waits for a lock: at most " + pace.lockTimeout().toMillis() + " ms, then again, " + pace.retries()
                + " times; rewrites: none, changed rows are written anew beside the old ones");
        connection.rollback();
        return lines;
    }

    private static final String HELD = """
            SELECT l.mode || CASE WHEN l.mode = 'RowExclusiveLock' THEN ' and the changed rows' ELSE '' END, c.relname
            FROM (SELECT DISTINCT ON (relation) relation, mode FROM pg_locks
                  WHERE pid = pg_backend_pid() AND locktype = 'relation'
                  ORDER BY relation, array_position(ARRAY['AccessExclusiveLock', 'ExclusiveLock', 'ShareRowExclusiveLock',
                    'ShareLock', 'ShareUpdateExclusiveLock', 'RowExclusiveLock', 'RowShareLock', 'AccessShareLock'], mode)) l
            JOIN pg_class c ON c.oid = l.relation
            WHERE c.relkind IN ('r', 'p') AND c.relnamespace = quote_ident(current_schema())::regnamespace
            ORDER BY 2
            """;

    private Long attempt(String query, int millis) throws SQLException {
        begin(millis);
        try {
            return Sql.on(connection).number(query);
        } catch (SQLException tooLong) {
            connection.rollback();
            if (Failure.of(tooLong) == Failure.LOST) {
                throw tooLong;
            }
            return null;
        }
    }

    private void begin(int millis) throws SQLException {
        connection.rollback();
        Sql.on(connection).text(LIMITS.formatted(millis));
    }
}
