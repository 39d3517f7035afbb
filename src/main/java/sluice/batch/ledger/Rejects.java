package sluice.batch.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import sluice.batch.StepKey;
import sluice.sql.Failure;
import sluice.sql.Sql;

/** The table {@code sluice_reject}: keys whose rows could not be changed, each with the server's reason. */
public final class Rejects {

    private final Sql sql;
    private final StepKey key;

    /** Those of one step; reads and writes in the caller's transaction. */
    public Rejects(Connection connection, StepKey key) {
        this.sql = Sql.on(connection);
        this.key = key;
    }

    /** Sets a key aside; one that is there already gets the newest reason. */
    public void add(List<String> rejected, SQLException reason) throws SQLException {
        sql.update(
                """
                INSERT INTO sluice_reject (changeset, step, key, sqlstate, message)
                VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (changeset, step, key) DO UPDATE
                SET sqlstate = excluded.sqlstate, message = excluded.message, rejected_at = clock_timestamp()
                """,
                key.changeset(),
                key.step(),
                rejected.toArray(String[]::new),
                Failure.state(reason),
                reason.getMessage());
    }

    /** Takes a key off the list, because it went well in the end. */
    public void remove(List<String> recovered) throws SQLException {
        sql.update(
                "DELETE FROM sluice_reject WHERE changeset = ? AND step = ? AND key = ?",
                key.changeset(),
                key.step(),
                recovered.toArray(String[]::new));
    }

    /** All keys that are set aside, in the order of their arrival. */
    public List<List<String>> all() throws SQLException {
        return sql.rows(
                "SELECT key FROM sluice_reject WHERE changeset = ? AND step = ? ORDER BY rejected_at, key",
                row -> List.of((String[]) row.getArray(1).getArray()),
                key.changeset(),
                key.step());
    }
}
