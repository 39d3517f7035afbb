package sluice.task.preview;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import liquibase.changelog.ChangeSet;
import liquibase.changelog.DatabaseChangeLog;
import liquibase.changelog.RanChangeSet;
import liquibase.database.Database;
import liquibase.exception.LiquibaseException;
import liquibase.precondition.Precondition;
import liquibase.precondition.PreconditionLogic;
import liquibase.precondition.core.ChangeLogPropertyDefinedPrecondition;
import liquibase.precondition.core.DBMSPrecondition;
import liquibase.precondition.core.RunningAsPrecondition;
import liquibase.statement.core.CreateDatabaseChangeLogLockTableStatement;
import liquibase.statement.core.CreateDatabaseChangeLogTableStatement;
import liquibase.statement.core.InitializeDatabaseChangeLogLockTableStatement;
import sluice.task.changelog.History;

/** Writes down what is pending in one schema, for others in the same state. */
public final class Recipes {

    private final DatabaseChangeLog log;
    private final Database database;

    /** Of this changelog, for schemas in the same state as the one that the database has as its default. */
    public Recipes(DatabaseChangeLog log, Database database) {
        this.log = log;
        this.database = database;
    }

    /**
     * The SQL of what is pending, up to the first changeset that must be left to Liquibase; runs nothing.
     *
     * @param next which changesets are asked for
     */
    public Recipe recipe(Predicate<ChangeSet> next) throws LiquibaseException, SQLException {
        database.setOutputDefaultSchema(false);
        Rendering rendering = new Rendering(database);
        List<RanChangeSet> ran = History.of(database);
        List<Recipe.Step> steps = new ArrayList<>();
        boolean plain = holdsForAll(log.getPreconditions());
        for (ChangeSet changeset : log.getChangeSets()) {
            if (plain && next.test(changeset) && ran.stream().noneMatch(row -> row.isSameAs(changeset))) {
                List<String> statements = rendering.of(changeset);
                plain = statements != null;
                if (plain) {
                    steps.add(new Recipe.Step(
                            changeset.getFilePath(), changeset.getId(), changeset.getAuthor(), statements));
                }
            }
        }
        return new Recipe(tables(rendering), steps, plain);
    }

    private static List<String> tables(Rendering rendering) {
        List<String> tables = new ArrayList<>();
        tables.addAll(rendering.of(new CreateDatabaseChangeLogTableStatement()));
        tables.addAll(rendering.of(new CreateDatabaseChangeLogLockTableStatement()));
        tables.addAll(rendering.of(new InitializeDatabaseChangeLogLockTableStatement()));
        return tables;
    }

    /** Whether a precondition of the whole changelog has one answer for all schemas of a database. */
    private static boolean holdsForAll(Precondition precondition) {
        if (precondition instanceof PreconditionLogic several) {
            return several.getNestedPreconditions().stream().allMatch(Recipes::holdsForAll);
        }
        return precondition == null
                || precondition instanceof DBMSPrecondition
                || precondition instanceof RunningAsPrecondition
                || precondition instanceof ChangeLogPropertyDefinedPrecondition;
    }
}
