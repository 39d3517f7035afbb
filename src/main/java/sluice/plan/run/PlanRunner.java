package sluice.plan.run;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import sluice.batch.Session;
import sluice.batch.StepKey;
import sluice.batch.Tally;
import sluice.batch.copy.Servers;
import sluice.batch.copy.run.Copier;
import sluice.batch.run.Batches;
import sluice.batch.run.Transaction;
import sluice.batch.run.Walked;
import sluice.batch.walk.Walk;
import sluice.plan.Backfill;
import sluice.plan.Build;
import sluice.plan.Check;
import sluice.plan.Copy;
import sluice.plan.Derive;
import sluice.plan.Outside;
import sluice.plan.Plan;
import sluice.plan.Statement;
import sluice.plan.Step;
import sluice.plan.sql.Markers;
import sluice.sql.Literal;
import sluice.sql.Sql;

/** The reader that executes a plan, step by step, on one connection with autocommit off. */
public final class PlanRunner {

    private final Session session;
    private final Connection connection;
    private final Servers servers;
    private RunResult done = new RunResult(0, 0, Map.of());

    /** A runner of plans that copy from no other server. */
    public PlanRunner(Session session) {
        this(session, Servers.NONE);
    }

    /** The same with servers to copy from; the session's connection has autocommit off. */
    public PlanRunner(Session session, Servers servers) {
        this.session = session;
        this.connection = session.connection();
        this.servers = servers;
    }

    /**
     * Runs what is left of a plan. Errors are those of {@link Batches#run}.
     *
     * @param operation under which name its checkpoints are kept
     * @param changeset what the marker {@code :changeset} means; an undo reads the rows that its change remembered
     */
    public RunResult run(String operation, String changeset, Plan plan) throws SQLException {
        OperationLog log = new OperationLog(connection, operation);
        log.started();
        try {
            for (String word : plan.words()) {
                Sql.on(connection).run(word);
            }
            connection.commit();
            for (int i = 0; i < plan.steps().size(); i++) {
                Step step = plan.steps().get(i);
                Session own = step instanceof Derive ? session.at(DeriveWork.pace(session.pace())) : session;
                Batches batches = new Batches(own);
                try {
                    run(batches, new StepKey(operation, i + 1), changeset, step);
                } finally {
                    batches.soFar().ifPresent(walked -> done = sum(done, walked));
                }
            }
            log.ended(done.rejected() == 0 ? "completed" : "rejected", done.rows(), null);
            return done;
        } catch (RuntimeException | SQLException trouble) {
            log.failed(trouble, done.rows());
            throw trouble;
        }
    }

    /** What is done and kept, also if the run did not come to its end. */
    public RunResult done() {
        return done;
    }

    private void run(Batches batches, StepKey key, String changeset, Step step) throws SQLException {
        if (step instanceof Backfill backfill) {
            run(batches, key, changeset, backfill);
        } else if (step instanceof Derive derive) {
            batches.run(key, derive.walk(), new DeriveWork(derive, Literal.of(changeset), values(derive.walk())));
        } else if (step instanceof Copy copy) {
            Copier copier = new Copier(session, servers);
            try {
                copier.run(key, copy.order());
            } finally {
                copier.soFar().ifPresent(walked -> done = sum(done, walked));
            }
        } else if (step instanceof Build build) {
            new BuildWork(session, key).run(build, changeset);
        } else {
            if (step instanceof Outside outside) {
                new OutsideRun(session, outside, sql -> Markers.once(sql, Literal.of(changeset)))
                        .run(message -> session.listener().notice(key, message));
            }
            batches.once(key, (open, range) -> new Tally(once(key, step, changeset, open), Map.of()));
        }
    }

    private void run(Batches batches, StepKey key, String changeset, Backfill backfill) throws SQLException {
        if (!wanted(backfill)) {
            batches.once(key, (open, range) -> new Tally(0, Map.of()));
            return;
        }
        Walk walk = backfill.walk();
        List<String> values = values(walk);
        String where = Markers.prepared(walk.where(), Literal.of(changeset));
        batches.run(key, new Walk(walk.table(), walk.key(), where), new RangeWork(backfill, changeset, values));
    }

    private List<String> values(Walk walk) throws SQLException {
        return Transaction.markers(connection, walk.table(), walk.key());
    }

    private boolean wanted(Backfill backfill) throws SQLException {
        return backfill.needs().isEmpty() || "t".equals(Sql.on(connection).text(backfill.needs()));
    }

    private long once(StepKey key, Step step, String changeset, Connection open) throws SQLException {
        Sql sql = Sql.on(open);
        if (step instanceof Statement statement) {
            String text = Markers.once(statement.sql(), Literal.of(changeset));
            if (!statement.isLong()) {
                return sql.run(text);
            }
            String limit = String.valueOf(session.pace().buildTimeout().toMillis());
            sql.text("SELECT set_config('statement_timeout', ?, true)", limit);
            return new Stoppable(session, key.changeset()).run(text);
        }
        Check check = step instanceof Outside outside ? outside.proof() : (Check) step;
        String answer = sql.text("SELECT " + Markers.prepared(check.answer(), Literal.of(changeset)));
        if (!check.expect().equals(answer)) {
            throw new CheckFailed(check, answer);
        }
        return 0;
    }

    private static RunResult sum(RunResult so, Walked step) {
        return new RunResult(
                so.rows() + step.rows(),
                so.rejected() + step.after().rejected(),
                new Tally(0, step.counts()).addedTo(so.counts()));
    }
}
