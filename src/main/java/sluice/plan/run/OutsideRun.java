package sluice.plan.run;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import sluice.batch.Backoff;
import sluice.batch.Pace;
import sluice.batch.Session;
import sluice.batch.trouble.BatchFailure;
import sluice.batch.trouble.Stopped;
import sluice.plan.Outside;
import sluice.sql.Failure;
import sluice.sql.Sql;

/** Executes an {@link Outside} step up to its proof: nothing half built is left, whatever goes wrong on the way. */
final class OutsideRun {

    private final Connection connection;
    private final Pace pace;
    private final Outside step;
    private final UnaryOperator<String> rendered;
    private final Stoppable stoppable;

    OutsideRun(Session session, Outside step, UnaryOperator<String> rendered) {
        this.stoppable = new Stoppable(session, step.noun());
        this.connection = session.connection();
        this.pace = session.pace();
        this.step = step;
        this.rendered = rendered;
    }

    /**
     * Prepares, sweeps and builds.
     *
     * @param notices who wants to read of further tries
     * @throws BatchFailure if it could not be built; what was begun is dropped
     * @throws Stopped if a stop was wanted; what was begun is dropped
     * @throws SQLException if the connection is lost; on a new one the same call begins afresh
     */
    void run(Consumer<String> notices) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try {
                prepare();
                outside(step.sweep(), pace.buildTimeout());
                if (step.build().isPresent()) {
                    outside(step.build().get(), pace.buildTimeout());
                }
                return;
            } catch (Stopped stop) {
                isSweptAfter(new SQLException(stop.getMessage()));
                throw stop;
            } catch (SQLException trouble) {
                if (Failure.of(trouble) == Failure.LOST) {
                    throw trouble;
                }
                boolean isSwept = isSweptAfter(trouble);
                if (Failure.of(trouble) != Failure.TRANSIENT || attempt > pace.retries()) {
                    throw new BatchFailure(told(trouble, isSwept), trouble);
                }
                notices.accept("try " + attempt + " of " + pace.retries() + " after " + Failure.state(trouble));
                Backoff.pause(Backoff.before(attempt));
            }
        }
    }

    private void prepare() throws SQLException {
        Sql sql = Sql.on(connection);
        sql.text(
                "SELECT set_config('lock_timeout', ?, true), set_config('statement_timeout', ?, true)",
                String.valueOf(pace.lockTimeout().toMillis()),
                String.valueOf(pace.statementTimeout().toMillis()));
        sql.run(rendered.apply(step.prepare()));
        connection.commit();
    }

    /** A short lock timeout would cancel a build that waits for old transactions, so both limits are the long one. */
    private void outside(String statement, Duration limit) throws SQLException {
        connection.commit();
        connection.setAutoCommit(true);
        try {
            Sql.on(connection).run("SET lock_timeout = " + limit.toMillis());
            Sql.on(connection).run("SET statement_timeout = " + limit.toMillis());
            stoppable.run(rendered.apply(statement));
        } catch (SQLException | Stopped trouble) {
            try {
                asBefore();
            } catch (SQLException second) {
                trouble.addSuppressed(second); // what happened first is what people must know
            }
            throw trouble;
        }
        asBefore();
    }

    /** Whatever becomes of the limits: a connection that stayed in autocommit would answer with that instead of its trouble. */
    private void asBefore() throws SQLException {
        if (connection.isClosed()) {
            return;
        }
        try {
            Sql.on(connection).run("RESET lock_timeout");
            Sql.on(connection).run("RESET statement_timeout");
        } finally {
            connection.setAutoCommit(false);
        }
    }

    private boolean isSweptAfter(SQLException trouble) throws SQLException {
        connection.rollback();
        try {
            prepare();
            outside(step.sweep(), pace.lockTimeout());
            return true;
        } catch (Stopped again) {
            return false;
        } catch (SQLException second) {
            if (Failure.of(second) == Failure.LOST) {
                throw second;
            }
            connection.rollback();
            trouble.addSuppressed(second);
            return false;
        }
    }

    private String told(SQLException trouble, boolean isSwept) {
        String left = isSwept
                ? "; what was begun of it was dropped."
                : "; an invalid leftover may remain, which the next run drops.";
        String next = switch (Failure.state(trouble)) {
            case "23505" ->
                " Its rows are not unique" + detail(trouble) + " Correct them and run the same command again.";
            case "57014" ->
                " It was cancelled, or took longer than sluice.buildTimeout ("
                        + pace.buildTimeout().toSeconds()
                        + " s): look for transactions that are open for long, then run the same command again.";
            default -> " Correct what the server names and run the same command again.";
        };
        return "The " + step.noun() + " was not built" + left + next;
    }

    private static String detail(SQLException trouble) {
        return String.valueOf(trouble.getMessage())
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith("Detail: "))
                .map(line -> ": " + line.substring("Detail: ".length()))
                .findFirst()
                .orElse(".");
    }
}
