package sluice.task.preview;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import liquibase.change.AbstractSQLChange;
import liquibase.change.Change;
import liquibase.changelog.ChangeSet;
import liquibase.database.Database;
import liquibase.database.core.PostgresDatabase;
import liquibase.sql.Sql;
import liquibase.sqlgenerator.SqlGeneratorFactory;
import liquibase.statement.SqlStatement;
import sluice.batch.Pace;
import sluice.plan.Plan;
import sluice.plan.explain.PlanExplainer;
import sluice.plan.explain.StatementExplainer;
import sluice.task.ChangesetKey;
import sluice.task.PlannedChange;

/** What a pending changeset means for a live database: a planned change by its plan, others by what they are known to do. */
public final class Explanation {

    private final Connection connection;
    private final Pace pace;
    private final Database database;

    /**
     * Looks at the database through this connection, in transactions that it rolls back.
     *
     * @param pace how fast batches would go
     */
    public Explanation(Connection connection, Database database, Pace pace) {
        this.connection = connection;
        this.database = database;
        this.pace = pace;
    }

    /**
     * Lines for people: id and comment, then what each change means.
     *
     * @param planned the changeset's planned change, or null if it has none
     */
    public List<String> of(ChangeSet changeset, PlannedChange planned) throws SQLException {
        List<String> lines = new ArrayList<>();
        lines.add(changeset.getId() + (changeset.getComments() == null ? "" : ": " + changeset.getComments()));
        if (planned != null) {
            for (String line : ofPlan(changeset, planned)) {
                lines.add("  " + line);
            }
            return lines;
        }
        for (Change change : changeset.getChanges()) {
            lines.add("  " + change.getSerializedObjectName());
            for (String line : ofSql(change)) {
                lines.add("    " + line);
            }
        }
        return lines;
    }

    /** What its SQL means; some changes look at the database before they know their SQL, which may not be there yet. */
    private List<String> ofSql(Change change) throws SQLException {
        // locks and rows are asked of PostgreSQL; a file of SQLite has one writer and little data
        boolean askable = database instanceof PostgresDatabase;
        if (!askable || change.generateStatementsVolatile(database) && !(change instanceof AbstractSQLChange)) {
            return List.of("as its SQL says; read it with sluice preview");
        }
        List<String> lines = new ArrayList<>();
        for (SqlStatement statement : change.generateStatements(database)) {
            for (Sql sql : SqlGeneratorFactory.getInstance().generateSql(statement, database)) {
                lines.addAll(reading(() -> new StatementExplainer(connection, pace)
                        .explain(sql.toSql(), "until the changeset's transaction ends; no time limit")));
            }
        }
        return lines;
    }

    @FunctionalInterface
    private interface Look {
        List<String> take() throws SQLException;
    }

    private List<String> reading(Look look) throws SQLException {
        boolean autoCommit = connection.getAutoCommit();
        connection.setAutoCommit(false);
        try {
            return look.take();
        } finally {
            connection.rollback();
            connection.setAutoCommit(autoCommit);
        }
    }

    private List<String> ofPlan(ChangeSet changeset, PlannedChange planned) throws SQLException {
        Plan plan = planned.planFor(changeset);
        return reading(() -> new PlanExplainer(connection, pace, ChangesetKey.of(changeset)).explain(plan));
    }
}
