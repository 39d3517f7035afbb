package sluice.task;

import java.util.List;
import liquibase.Scope;
import liquibase.change.custom.CustomSqlChange;
import liquibase.change.custom.CustomSqlRollback;
import liquibase.changelog.ChangeSet;
import liquibase.changelog.RanChangeSet;
import liquibase.database.Database;
import liquibase.exception.CustomChangeException;
import liquibase.exception.LiquibaseException;
import liquibase.exception.ValidationErrors;
import liquibase.resource.ResourceAccessor;
import liquibase.statement.SqlStatement;
import liquibase.statement.core.RawParameterizedSqlStatement;

/**
 * For a {@code rollback} in YAML: runs one SQL statement, unless the changeset was marked as run because its precondition
 * found the thing there already. Liquibase takes back such changesets, too, and would drop what is not ours.
 */
public final class UnlessAdopted implements CustomSqlChange, CustomSqlRollback {

    private String sql = "";

    /** The statement; for a preview it is written, not run. */
    public String getSql() {
        return sql;
    }

    /** See {@link #getSql}. */
    public void setSql(String sql) {
        this.sql = sql;
    }

    @Override
    public SqlStatement[] generateStatements(Database database) throws CustomChangeException {
        return isAdopted(database) ? new SqlStatement[0] : new SqlStatement[] {new RawParameterizedSqlStatement(sql)};
    }

    @Override
    public SqlStatement[] generateRollbackStatements(Database database) throws CustomChangeException {
        return new SqlStatement[0];
    }

    private static boolean isAdopted(Database database) throws CustomChangeException {
        ChangeSet changeset = Scope.getCurrentScope().get(Scope.Attr.changeSet, ChangeSet.class);
        try {
            List<RanChangeSet> ran = database.getRanChangeSetList();
            return changeset != null
                    && ran.stream()
                            .anyMatch(
                                    row -> row.isSameAs(changeset) && row.getExecType() == ChangeSet.ExecType.MARK_RAN);
        } catch (LiquibaseException unreadable) {
            throw new CustomChangeException(
                    "The history can't be read, so it is not known what is ours: " + unreadable.getMessage(),
                    unreadable);
        }
    }

    @Override
    public ValidationErrors validate(Database database) {
        ValidationErrors errors = new ValidationErrors();
        if (sql.isBlank()) {
            errors.addError("parameter sql of UnlessAdopted is missing; it must be one SQL statement");
        }
        return errors;
    }

    @Override
    public String getConfirmationMessage() {
        return "taken back unless it was adopted";
    }

    @Override
    public void setUp() {}

    @Override
    public void setFileOpener(ResourceAccessor resources) {}
}
