package sluice.task.run;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.regex.Pattern;
import liquibase.change.AbstractSQLChange;
import liquibase.change.Change;
import liquibase.changelog.ChangeSet;
import liquibase.database.Database;
import liquibase.database.core.PostgresDatabase;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.UnexpectedLiquibaseException;
import sluice.sql.Sql;
import sluice.task.Surroundings;

/**
 * Lets a statement of somebody's SQL that builds {@code CONCURRENTLY} wait for all who are at work. It holds nobody up, and
 * the short lock timeout that is right for everything else would cancel it and leave an invalid index behind.
 */
final class Patience {

    private static final Pattern BUILDS = Pattern.compile("(?i)\\bCONCURRENTLY\\b");
    private static final String PATIENT = "SET lock_timeout = %1$d; SET statement_timeout = %1$d";
    private static final String AS_BEFORE = "RESET lock_timeout; RESET statement_timeout";

    private boolean patient;

    /** Before a change, or before the way back of one. */
    void before(Change change, ChangeSet changeset, Database database) {
        boolean needed = database instanceof PostgresDatabase
                && !changeset.isRunInTransaction()
                && change instanceof AbstractSQLChange text
                && text.getSql() != null
                && BUILDS.matcher(text.getSql()).find();
        set(needed, database);
    }

    /** When a changeset is over. */
    void after(Database database) {
        set(false, database);
    }

    private void set(boolean wanted, Database database) {
        if (patient == wanted || !(database.getConnection() instanceof JdbcConnection jdbc)) {
            return;
        }
        patient = wanted;
        Connection connection = jdbc.getUnderlyingConnection();
        try {
            long limit = Surroundings.current().pace().buildTimeout().toMillis();
            Sql.on(connection).run(wanted ? PATIENT.formatted(limit) : AS_BEFORE);
        } catch (SQLException trouble) {
            throw new UnexpectedLiquibaseException(trouble);
        }
    }
}
