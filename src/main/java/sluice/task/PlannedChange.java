package sluice.task;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import liquibase.Scope;
import liquibase.change.CheckSum;
import liquibase.change.custom.CustomChangeChecksum;
import liquibase.change.custom.CustomTaskChange;
import liquibase.change.custom.CustomTaskRollback;
import liquibase.changelog.ChangeSet;
import liquibase.database.Database;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.CustomChangeException;
import liquibase.exception.DatabaseException;
import liquibase.exception.ValidationErrors;
import liquibase.executor.Executor;
import liquibase.executor.ExecutorService;
import liquibase.resource.ResourceAccessor;
import liquibase.statement.core.RawParameterizedSqlStatement;
import sluice.batch.Session;
import sluice.plan.Plan;
import sluice.plan.print.PlanPrinter;
import sluice.plan.run.PlanRunner;
import sluice.plan.run.RunResult;

/**
 * A custom change that says what it will do and leaves the doing to us. Subclasses hold parameters, as texts or boxed
 * numbers with getter and setter, and return plans; they never talk to a connection. Its changeset must have
 * {@code runInTransaction: false} and hold nothing else.
 */
public abstract class PlannedChange implements CustomTaskChange, CustomTaskRollback, CustomChangeChecksum {

    private String onReject = "fail";

    /** What the change does, from its parameters alone. */
    protected abstract Plan plan();

    /** What takes back what {@link #plan} did, and nothing else. */
    protected abstract Plan undo();

    /**
     * The plan that a run of this changeset would have, which may ask which changeset it belongs to.
     *
     * @throws IllegalStateException if the plan can't be made
     */
    public final Plan planFor(ChangeSet changeset) {
        try {
            return Scope.child(Map.of(Scope.Attr.changeSet.name(), changeset), this::plan);
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The parameters that decide about the outcome; they make the checksum. */
    protected Map<String, Object> parameters() {
        return Map.of();
    }

    /** The name that a changeset wants for the table of {@link #memory}; empty for one made of its key. */
    protected String wantedMemory() {
        return "";
    }

    /**
     * The name of a table of this changeset's own in the tenant's schema, for what it remembers row by row: a plan may
     * create it, and it is dropped once a rollback is done.
     *
     * @throws IllegalStateException outside a changeset
     */
    protected final String memory() {
        return new Ledger(ChangesetKey.current(), wantedMemory()).memory();
    }

    /**
     * The text of a file among the changelogs, e.g. a long query.
     *
     * @param path from the folder in which changelogs are looked for
     * @throws UncheckedIOException if there is none, or it can't be read
     */
    protected static String textOf(String path) {
        try (InputStream file =
                Scope.getCurrentScope().getResourceAccessor().getExisting(path).openInputStream()) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException missing) {
            throw new UncheckedIOException("There is no file " + path + " that can be read.", missing);
        }
    }

    /** What is wrong with the parameters: one sentence each, which names the parameter and what it may be. */
    protected List<String> problems() {
        return List.of();
    }

    /** What becomes of the changeset when rows had to be set aside: {@code fail} (not recorded) or {@code continue}. */
    public final String getOnReject() {
        return onReject;
    }

    /** See {@link #getOnReject}. */
    public final void setOnReject(String onReject) {
        this.onReject = onReject;
    }

    @Override
    public final void execute(Database database) throws CustomChangeException {
        String key = ChangesetKey.current();
        if (isPreview(database)) {
            print(database, new PlanPrinter(key, key, Surroundings.current().pace()).print(plan()));
            return;
        }
        onBatches(database, connection -> {
            RunResult result = run(connection, key, key, plan());
            if (result.rejected() > 0 && onReject.equals("fail")) {
                throw new RejectedRows(key, result.rejected());
            }
        });
    }

    @Override
    public final void rollback(Database database) throws CustomChangeException {
        String key = ChangesetKey.current();
        Ledger ledger = new Ledger(key, wantedMemory());
        if (isPreview(database)) {
            print(
                    database,
                    new PlanPrinter(
                                    ledger.undoKey(),
                                    key,
                                    Surroundings.current().pace())
                            .print(undo()));
            print(database, ledger.forget());
            return;
        }
        onBatches(database, connection -> {
            RunResult result = run(connection, ledger.undoKey(), key, undo());
            if (result.rejected() > 0) {
                throw new RejectedRows(ledger.undoKey(), result.rejected());
            }
            ledger.forget(connection);
        });
    }

    @Override
    public final CheckSum generateChecksum() {
        Map<String, Object> all = new TreeMap<>(parameters());
        all.put("onReject", onReject);
        return CheckSum.compute(getClass().getName() + all);
    }

    @Override
    public final ValidationErrors validate(Database database) {
        ValidationErrors errors = new ValidationErrors();
        problems().forEach(errors::addError);
        if (!List.of("fail", "continue").contains(onReject)) {
            errors.addError("parameter onReject of " + getClass().getSimpleName() + " must be fail or continue, was "
                    + onReject);
        }
        return errors;
    }

    @Override
    public final String getConfirmationMessage() {
        return getClass().getSimpleName() + " done";
    }

    @Override
    public final void setUp() {}

    @Override
    public final void setFileOpener(ResourceAccessor resources) {}

    private RunResult run(Connection connection, String operation, String key, Plan plan) throws SQLException {
        Surroundings with = Surroundings.current();
        Ledger.require(connection);
        PlanRunner runner = new PlanRunner(
                new Session(connection, with.pace(), with.listener(), with.stopWanted(), with.throttle()),
                with.servers());
        try {
            return runner.run(operation, key, plan);
        } finally {
            with.results().accept(runner.done()); // what was committed before a trouble counts, too
        }
    }

    private static boolean isPreview(Database database) {
        return !executor(database).updatesDatabase();
    }

    private static void print(Database database, List<String> script) throws CustomChangeException {
        try {
            for (String statement : script) {
                executor(database).execute(new RawParameterizedSqlStatement(statement));
            }
        } catch (DatabaseException trouble) {
            throw new CustomChangeException("The plan could not be written: " + trouble.getMessage(), trouble);
        }
    }

    private static Executor executor(Database database) {
        return Scope.getCurrentScope().getSingleton(ExecutorService.class).getExecutor("jdbc", database);
    }

    @FunctionalInterface
    private interface Work {
        void on(Connection connection) throws SQLException;
    }

    /** Our batches commit by themselves, on Liquibase's own connection; its autocommit is given back as it was. */
    private static void onBatches(Database database, Work work) throws CustomChangeException {
        Connection connection = ((JdbcConnection) database.getConnection()).getUnderlyingConnection();
        try {
            boolean autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(false);
            try {
                work.on(connection);
            } finally {
                if (!connection.isClosed()) {
                    connection.rollback();
                    connection.setAutoCommit(autoCommit);
                }
            }
        } catch (SQLException trouble) {
            throw new CustomChangeException(trouble.getMessage(), trouble);
        }
    }
}
