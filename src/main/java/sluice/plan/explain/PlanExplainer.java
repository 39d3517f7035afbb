package sluice.plan.explain;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import sluice.batch.Pace;
import sluice.batch.run.Transaction;
import sluice.batch.trouble.BatchFailure;
import sluice.batch.walk.KeyColumns;
import sluice.batch.walk.Walk;
import sluice.plan.Backfill;
import sluice.plan.Build;
import sluice.plan.Copy;
import sluice.plan.Derive;
import sluice.plan.Outside;
import sluice.plan.Plan;
import sluice.plan.Statement;
import sluice.plan.Step;
import sluice.plan.sql.Markers;
import sluice.sql.Failure;
import sluice.sql.Literal;
import sluice.sql.Sql;
import sluice.sql.Template;

/**
 * The reader that tells what a plan means for a live table: rows, batches, locks, time. Asks the server in transactions
 * that it rolls back, changes nothing, and may work in a read-only session.
 */
public final class PlanExplainer {

    private static final Set<String> MISSING = Set.of("42P01", "42703", "42704", "42883");
    // measured on tables of 100,000 rows and of a million: what a row costs that is written, by one that is read
    private static final int WRITE_BY_READ = 25;

    private final Connection connection;
    private final Pace pace;
    private final String changeset;
    private final StatementExplainer statements;

    /** A reader on a connection with autocommit off; {@code changeset} is what the marker of that name means. */
    public PlanExplainer(Connection connection, Pace pace, String changeset) {
        this.connection = connection;
        this.pace = pace;
        this.changeset = Literal.of(changeset);
        this.statements = new StatementExplainer(connection, pace);
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
        if (step instanceof Statement statement) {
            List<String> lines = new ArrayList<>(List.of("runs in one transaction"));
            lines.addAll(statements.explain(Markers.once(statement.sql(), changeset), longest(statement.isLong())));
            return lines;
        }
        return step instanceof Copy copy ? CopyExplainer.explain(copy.order(), pace) : unmeasured(step);
    }

    /** What is told of a step from its words alone. */
    private List<String> unmeasured(Step step) {
        if (step instanceof Outside outside) {
            return List.of(
                    "builds " + outside.noun() + ", outside a transaction",
                    "locks: ShareUpdateExclusiveLock on its table, at most "
                            + pace.buildTimeout().toMinutes() + " min"
                            + "; reads and writes go on. It waits for older transactions to end.");
        }
        if (step instanceof Build) {
            return List.of(
                    "runs statements that no transaction may hold; which ones is found when it begins",
                    "locks: those of index builds, at most "
                            + pace.buildTimeout().toMinutes() + " min; reads and writes go on");
        }
        if (step instanceof Derive derive) {
            return List.of(
                    "walks " + derive.walk().table() + ", computes " + derive.told(),
                    "locks: RowExclusiveLock on " + derive.walk().table() + " and the changed rows, at the end of each"
                            + " batch; how long a row takes is found when it runs");
        }
        return List.of("checks an answer; changes nothing");
    }

    private String longest(boolean isLong) {
        return isLong
                ? "until its end, at most " + pace.buildTimeout().toMinutes() + " min"
                : "until the batch commits: about " + pace.time().toMillis() + " ms, at most "
                        + pace.statementTimeout().toSeconds() + " s" + " per statement";
    }

    private List<String> backfill(Backfill backfill) throws SQLException {
        String where = Markers.prepared(backfill.walk().where(), changeset);
        Walk walk = new Walk(backfill.walk().table(), backfill.walk().key(), where);
        List<String> lines = new ArrayList<>();
        lines.add("walks " + walk.told()
                + (where.isEmpty() ? "" : " where " + where.strip().replaceAll("\\s+", " ")));
        try {
            statements.begin(StatementExplainer.PATIENCE_MILLIS);
            List<String> values = Transaction.markers(connection, walk.table(), walk.key()).stream()
                    .map(marker -> marker.replace("?", "NULL"))
                    .toList();
            lines.addAll(key(walk));
            lines.addAll(rows(walk));
            List<String> texts = backfill.statements().stream()
                    .map(statement -> Template.of(statement.sql())
                            .render(marker -> Markers.text(marker, changeset, walk.key(), values, values)))
                    .toList();
            lines.addAll(statements.planned(texts, longest(false)));
        } catch (BatchFailure | SQLException missing) {
            connection.rollback();
            if (missing instanceof SQLException error && !MISSING.contains(Failure.state(error))) {
                throw error;
            }
            lines.add("nothing to measure yet: an earlier changeset of this run makes the table or the column");
        }
        return lines;
    }

    private List<String> key(Walk walk) throws SQLException {
        KeyColumns columns = new KeyColumns(Sql.on(connection), walk);
        List<String> lines = new ArrayList<>();
        columns.missingIndex().ifPresent(notice -> lines.add("warning: " + notice));
        columns.withoutValue()
                .ifPresent(column -> lines.add("warning: some rows have no " + column + ": it will refuse to begin"));
        return lines;
    }

    private List<String> rows(Walk walk) throws SQLException {
        long estimate = Transaction.estimate(connection, walk);
        String count = "SELECT count(*) FROM " + walk.matching();
        Long exact = statements.attempt(count, StatementExplainer.PATIENCE_MILLIS);
        long rows = exact == null ? estimate : exact;
        StatementExplainer.Sample sample = statements.sample(walk.sample(StatementExplainer.SAMPLE));
        double perRow = sample.secondsPerRow();
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
                                sample.rows(),
                                1 / perRow,
                                WRITE_BY_READ));
        return lines;
    }
}
