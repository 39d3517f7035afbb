package sluice.task.preview;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import liquibase.change.Change;
import liquibase.change.DbmsTargetedChange;
import liquibase.change.core.CreateProcedureChange;
import liquibase.change.core.CreateViewChange;
import liquibase.change.core.RawSQLChange;
import liquibase.change.core.SQLFileChange;
import liquibase.change.core.TagDatabaseChange;
import liquibase.changelog.ChangeSet;
import liquibase.database.Database;
import liquibase.database.DatabaseList;
import liquibase.sql.Sql;
import liquibase.sql.UnparsedSql;
import liquibase.sqlgenerator.SqlGeneratorFactory;
import liquibase.statement.ExecutablePreparedStatement;
import liquibase.statement.SqlStatement;
import sluice.sql.Identifier;

/**
 * The SQL of a changeset, for another schema in the same state: without a schema's name in it, and only where Liquibase would
 * send just this, whatever the schema holds.
 */
final class Rendering {

    private static final String OWN = "liquibase.change.core.";
    private static final Set<String> LOOKS_AT_DATA = Set.of(
            "LoadDataChange",
            "LoadUpdateDataChange",
            "AddLookupTableChange",
            "MergeColumnChange",
            "DropAllForeignKeyConstraintsChange",
            "ExecuteShellCommandChange",
            "StopChange",
            "OutputChange");
    // Their text may lie in a file, which Liquibase calls volatile; read once, it is the same for all.
    private static final Set<Class<?>> TEXT =
            Set.of(RawSQLChange.class, SQLFileChange.class, CreateViewChange.class, CreateProcedureChange.class);
    // What changes the session or ends the transaction must not meet the next changeset in one pipeline.
    private static final Pattern PLAIN = Pattern.compile("(?is)\\s*(?:(?:--[^\\n]*\\n|/\\*.*?\\*/)\\s*)*"
            + "(CREATE|ALTER|DROP|INSERT|UPDATE|DELETE|COMMENT|GRANT|REVOKE|TRUNCATE|WITH|SELECT)\\b.*");
    private static final Pattern SESSION = Pattern.compile(
            "(?i)\\b(set_config|search_path|CONCURRENTLY|TEMP|TEMPORARY|pg_temp|COMMIT|ROLLBACK|DATABASE|TABLESPACE"
                    + "|current_schemas?|pg_advisory\\w*|dblink\\w*|SESSION|LOCAL|SYSTEM)\\b");

    private final Database database;
    private final String schema;

    Rendering(Database database) {
        this.database = database;
        this.schema = database.getDefaultSchemaName();
    }

    /** The statements of a changeset that is pending, or null if it must be left to Liquibase. */
    List<String> of(ChangeSet changeset) {
        boolean plain = (changeset.getPreconditions() == null
                        || changeset.getPreconditions().getNestedPreconditions().isEmpty())
                && changeset.isRunInTransaction()
                && !changeset.isAlwaysRun()
                && !changeset.isRunOnChange()
                && changeset.getSqlVisitors().isEmpty()
                && !Boolean.FALSE.equals(changeset.getFailOnError())
                && changeset.getRunWith() == null;
        List<String> statements = new ArrayList<>();
        for (Change change : plain ? changeset.getChanges() : List.<Change>of()) {
            if (!targetsOther(change) && !(change instanceof TagDatabaseChange)) {
                plain &= isPlain(change) && add(change, statements);
            }
        }
        return plain ? statements : null;
    }

    /** The statements of one of Liquibase's own requests. */
    List<String> of(SqlStatement statement) {
        List<String> statements = new ArrayList<>();
        return add(statement, statements) ? statements : null;
    }

    private boolean targetsOther(Change change) {
        return change instanceof DbmsTargetedChange targeted
                && !DatabaseList.definitionMatches(targeted.getDbms(), database, true);
    }

    private boolean isPlain(Change change) {
        String name = change.getClass().getName();
        return TEXT.contains(change.getClass())
                || name.startsWith(OWN)
                        && !LOOKS_AT_DATA.contains(change.getClass().getSimpleName())
                        && !change.generateStatementsVolatile(database);
    }

    private boolean add(Change change, List<String> statements) {
        for (SqlStatement statement : change.generateStatements(database)) {
            if (!add(statement, statements)) {
                return false;
            }
        }
        return true;
    }

    private boolean add(SqlStatement statement, List<String> statements) {
        if (statement instanceof ExecutablePreparedStatement) {
            return false;
        }
        for (Sql sql : SqlGeneratorFactory.getInstance().generateSql(statement, database)) {
            String text = sql.toSql().strip();
            if (sql.getClass() != UnparsedSql.class || !isPortable(text)) {
                return false;
            }
            statements.add(text);
        }
        return true;
    }

    private boolean isPortable(String text) {
        return Recipe.canHold(text)
                && PLAIN.matcher(text).matches()
                && !SESSION.matcher(text).find()
                && !text.contains(Identifier.of(schema))
                && !Pattern.compile("(?i)\\b" + Pattern.quote(schema) + "\\b")
                        .matcher(text)
                        .find();
    }
}
