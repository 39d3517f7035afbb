package sluice.batch.copy.source;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import sluice.batch.copy.source.KeyStream.Keyed;
import sluice.sql.Identifier;
import sluice.sql.Sql;

/** What was copied before, in the order of the keys, as it was when the run began. */
public final class KnownKeys implements AutoCloseable {

    private static final int PAGE = 10_000;

    private final Connection connection;
    private final Deque<Keyed> page = new ArrayDeque<>();
    private final long total;

    private KnownKeys(Connection connection, long total) {
        this.connection = connection;
        this.total = total;
    }

    /**
     * Opens the memory on a connection with autocommit off. The cursor outlives transactions, so that batches may commit
     * on the same connection; what they add to the memory is not seen.
     */
    public static KnownKeys of(Connection connection, String memory, boolean integers) throws SQLException {
        long total = Sql.on(connection).number("SELECT count(*) FROM " + Identifier.of(memory));
        if (total > 0) {
            // qualified: a bare name would be that of the output column, and the order that of its text
            String order = integers ? "m.key" : "CAST(m.key AS text) COLLATE \"C\"";
            Sql.on(connection)
                    .run(
                            "DECLARE sluice_known NO SCROLL CURSOR WITH HOLD FOR SELECT CAST(m.key AS text), m.version FROM "
                                    + Identifier.of(memory) + " m ORDER BY " + order);
        }
        connection.commit();
        return new KnownKeys(connection, total);
    }

    /** How many there are. */
    public long total() {
        return total;
    }

    /** The next key, null behind the last. */
    Keyed next() throws SQLException {
        if (page.isEmpty() && total > 0) {
            Sql.on(connection)
                    .plainRows(
                            "FETCH FORWARD " + PAGE + " FROM sluice_known",
                            row -> page.add(new Keyed(row.getString(1), row.getString(2))));
            connection.commit();
        }
        return page.poll();
    }

    @Override
    public void close() throws SQLException {
        if (total > 0 && !connection.isClosed()) {
            connection.rollback();
            Sql.on(connection).run("CLOSE sluice_known");
            connection.commit();
        }
    }
}
