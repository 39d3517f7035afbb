package sluice.task.run;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.ObjLongConsumer;
import liquibase.Scope;
import liquibase.change.Change;
import liquibase.changelog.ChangeSet;
import liquibase.changelog.ChangeSet.ExecType;
import liquibase.changelog.ChangeSet.RunStatus;
import liquibase.changelog.DatabaseChangeLog;
import liquibase.changelog.visitor.ChangeExecListener;
import liquibase.database.Database;
import liquibase.exception.PreconditionErrorException;
import liquibase.exception.PreconditionFailedException;
import liquibase.executor.jvm.JdbcExecutor;
import liquibase.precondition.core.PreconditionContainer.ErrorOption;
import liquibase.precondition.core.PreconditionContainer.FailOption;
import sluice.batch.trouble.Stopped;
import sluice.plan.run.RunResult;
import sluice.task.request.Report;

/** Sees what Liquibase does on one target, adds it up, and ends it between two changesets when that is wanted. */
final class Witness implements ChangeExecListener {

    private int changesets;
    private long rows;
    private long rejected;
    private final Map<String, Long> counts = new LinkedHashMap<>();
    private final ObjLongConsumer<String> told;
    private final BooleanSupplier stopWanted;
    private final Patience patience = new Patience();
    private String at = "";
    private boolean clean = true;
    private long before;
    private boolean again;

    /**
     * @param told hears of each changeset, with the rows that it touched
     * @param stopWanted asked before each changeset
     */
    Witness(ObjLongConsumer<String> told, BooleanSupplier stopWanted) {
        this.told = told;
        this.stopWanted = stopWanted;
    }

    /** A batched change ended. */
    void add(RunResult result) {
        rows += result.rows();
        rejected += result.rejected();
        result.counts().forEach((noun, number) -> counts.merge(noun, number, Long::sum));
    }

    /** A good end with these figures. */
    Report report(String outcome, String text) {
        return Report.of(outcome, changesets, counts, rows, rejected, text);
    }

    /** A changeset that is to blame although it never ran. */
    void blame(String changeset) {
        at = changeset;
    }

    /** A bad end with these figures, at the changeset that was running. */
    Report failed(String outcome, String error, String sqlState, boolean lost) {
        return new Report(outcome, changesets, rows, rejected, counts, "", error, sqlState, at, lost);
    }

    /** Whether each changeset just ran: Liquibase's changesets remember any other end, and tell it of the next schema, too. */
    boolean isClean() {
        return clean;
    }

    /** Whether nothing was run or taken back, or only what runs each time and found nothing to do. */
    boolean sawNothing() {
        return changesets == 0;
    }

    @Override
    public void willRun(ChangeSet changeset, DatabaseChangeLog log, Database database, RunStatus status) {
        begin(changeset);
        again = status == RunStatus.ALREADY_RAN; // as it stands, and not because it was edited
    }

    @Override
    public void ran(ChangeSet changeset, DatabaseChangeLog log, Database database, ExecType type) {
        boolean idle = again && touched() == before;
        end(changeset);
        changesets -= idle ? 1 : 0; // it looked for what came since, and there was nothing
        patience.after(database);
        clean &= type == ExecType.EXECUTED || type == ExecType.RERAN;
    }

    @Override
    public void willRollback(ChangeSet changeset, DatabaseChangeLog log, Database database) {
        begin(changeset);
        ChangesetConnection.hold(database, changeset);
    }

    @Override
    public void rolledBack(ChangeSet changeset, DatabaseChangeLog log, Database database) {
        end(changeset);
        patience.after(database);
    }

    private void begin(ChangeSet changeset) {
        at = changeset.getId();
        if (stopWanted.getAsBoolean()) {
            throw Stopped.before(at);
        }
        before = touched();
    }

    private void end(ChangeSet changeset) {
        changesets++;
        at = "";
        told.accept(changeset.getId(), Math.max(0, touched() - before));
    }

    /** What batches changed, and what Liquibase counts of its own statements in this scope. */
    private long touched() {
        AtomicInteger counted = Scope.getCurrentScope().get(JdbcExecutor.ROWS_AFFECTED_SCOPE_KEY, AtomicInteger.class);
        return rows + (counted == null ? 0 : counted.get());
    }

    @Override
    public void preconditionFailed(PreconditionFailedException error, FailOption option) {
        clean = false;
    }

    @Override
    public void preconditionErrored(PreconditionErrorException error, ErrorOption option) {
        clean = false;
    }

    @Override
    public void willRun(Change change, ChangeSet changeset, DatabaseChangeLog log, Database database) {
        ChangesetConnection.letGo(database);
        patience.before(change, changeset, database);
    }

    @Override
    public void ran(Change change, ChangeSet changeset, DatabaseChangeLog log, Database database) {
        ChangesetConnection.hold(database, changeset);
    }

    @Override
    public void runFailed(ChangeSet changeset, DatabaseChangeLog log, Database database, Exception error) {
        at = changeset.getId();
        clean = false;
    }

    @Override
    public void rollbackFailed(ChangeSet changeset, DatabaseChangeLog log, Database database, Exception error) {
        clean = false;
        at = changeset.getId();
    }
}
