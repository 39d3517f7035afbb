package sluice.plan.run;

import java.sql.Connection;
import java.sql.SQLException;
import sluice.batch.trouble.Stopped;
import sluice.plan.sql.Interrupted;
import sluice.sql.Failure;
import sluice.sql.Sql;

/** The table {@code migration_log}: a row per run of a change, with start, end, rows and outcome. */
final class OperationLog {

    private final Connection connection;
    private final String operation;
    private long id;

    OperationLog(Connection connection, String operation) {
        this.connection = connection;
        this.operation = operation;
    }

    /** Writes the row of a run that begins, in a transaction of its own; nobody else runs this now. */
    void started() throws SQLException {
        Sql.on(connection).update(Interrupted.run("?"), operation, operation);
        id = Sql.on(connection).number("""
                        INSERT INTO migration_log (operation, status, started_at)
                        VALUES (left(?, 100), 'running', clock_timestamp()) RETURNING id
                        """, operation);
        connection.commit();
    }

    /** Completes the row, in a transaction of its own. */
    void ended(String status, long rows, String message) throws SQLException {
        Sql.on(connection).update("""
                        UPDATE migration_log
                        SET status = ?, message = ?, rows = ?, completed_at = clock_timestamp() WHERE id = ?
                        """, status, message, rows, id);
        connection.commit();
    }

    /** Completes the row after a trouble, if the connection still serves; the trouble itself is what people must see. */
    void failed(Exception trouble, long rows) {
        try {
            connection.rollback();
            ended(trouble instanceof Stopped ? "stopped" : "failed", rows, told(trouble));
        } catch (SQLException gone) {
            trouble.addSuppressed(gone);
        }
    }

    private static String told(Exception trouble) {
        SQLException cause = Failure.within(trouble);
        return cause == null ? trouble.getMessage() : Failure.state(cause) + " " + trouble.getMessage();
    }
}
