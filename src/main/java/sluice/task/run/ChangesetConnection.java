package sluice.task.run;

import java.sql.Connection;
import java.sql.SQLException;
import liquibase.changelog.ChangeSet;
import liquibase.database.Database;
import liquibase.database.core.PostgresDatabase;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.DatabaseException;
import sluice.sql.Sql;

/**
 * Commits a changeset together with its row of history. Liquibase commits the one, then the other: a process that is killed
 * between them leaves work that nobody knows of, and the next run finds that the table exists already.
 */
final class ChangesetConnection extends JdbcConnection {

    private boolean held;
    private boolean deferrable;

    ChangesetConnection(Connection connection) {
        super(connection);
    }

    /** The next commit is the one after a changeset's last change: it waits for that of the row. */
    static void hold(Database database, ChangeSet changeset) {
        if (database.getConnection() instanceof ChangesetConnection connection) {
            connection.held = changeset.isRunInTransaction();
            connection.deferrable = database instanceof PostgresDatabase;
        }
    }

    /** A change may commit by itself, and then must not wait. */
    static void letGo(Database database) {
        if (database.getConnection() instanceof ChangesetConnection connection) {
            connection.held = false;
        }
    }

    @Override
    public void commit() throws DatabaseException {
        if (!held) {
            super.commit();
            return;
        }
        held = false;
        if (deferrable) {
            checkNow();
        }
    }

    /** What a commit would refuse belongs to the changeset, not to its row. */
    private void checkNow() throws DatabaseException {
        try {
            Sql.on(getUnderlyingConnection()).run("SET CONSTRAINTS ALL IMMEDIATE");
        } catch (SQLException broken) {
            throw new DatabaseException(broken);
        }
    }

    @Override
    public void rollback() throws DatabaseException {
        held = false;
        super.rollback();
    }
}
