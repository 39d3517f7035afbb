package sluice.batch.copy.source;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Supplier;
import org.postgresql.PGConnection;
import sluice.batch.copy.CopyOrder;
import sluice.sql.Identifier;
import sluice.sql.Sql;

/** One moment of the source, which any number of sessions can look at for as long as this one is open. */
public final class Snapshot implements AutoCloseable {

    // what a text means must not depend on whose session it was written in
    private static final String SESSION = """
            SELECT set_config('timezone', 'UTC', true), set_config('datestyle', 'ISO, YMD', true),
                set_config('intervalstyle', 'iso_8601', true), set_config('bytea_output', 'hex', true),
                set_config('statement_timeout', '%d', true), set_config('idle_in_transaction_session_timeout', '0', true),
                set_config('jit', 'off', true)
            """;

    private final Supplier<Connection> server;
    private final Connection holder;
    private final String id;

    private Snapshot(Supplier<Connection> server, Connection holder, String id) {
        this.server = server;
        this.holder = holder;
        this.id = id;
    }

    /**
     * What the source has in all.
     *
     * @param keys how many
     * @param last the greatest, null if there is none
     */
    public record Totals(long keys, String last) {}

    /** A row that must not be copied. */
    public record Refused(String key, String kind, String reason) {}

    /** The source as it is now. */
    public static Snapshot take(Supplier<Connection> server) throws SQLException {
        Connection holder = server.get();
        try {
            begin(holder, "");
            Sql.on(holder).text(SESSION.formatted(0));
            return new Snapshot(server, holder, Sql.on(holder).text("SELECT pg_export_snapshot()"));
        } catch (SQLException trouble) {
            holder.close();
            throw trouble;
        }
    }

    private static void begin(Connection session, String snapshot) throws SQLException {
        session.setAutoCommit(false);
        Sql.on(session)
                .run("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
                        + (snapshot.isEmpty() ? "" : "; SET TRANSACTION SNAPSHOT '" + snapshot + "'"));
    }

    /** A further session that sees the same; its statements end after so many milliseconds. */
    public Connection join(long timeout) throws SQLException {
        Connection session = server.get();
        try {
            begin(session, id);
            Sql.on(session).text(SESSION.formatted(timeout));
            return session;
        } catch (SQLException trouble) {
            session.close();
            throw trouble;
        }
    }

    /** The names of a query's columns. */
    public List<String> columns(String query) throws SQLException {
        try (var statement = holder.createStatement();
                var result = statement.executeQuery("SELECT * FROM (" + query + ") q LIMIT 0")) {
            var columns = result.getMetaData();
            return java.util.stream.IntStream.rangeClosed(1, columns.getColumnCount())
                    .mapToObj(i -> label(columns, i))
                    .toList();
        }
    }

    private static String label(java.sql.ResultSetMetaData columns, int index) {
        try {
            return columns.getColumnLabel(index);
        } catch (SQLException impossible) {
            throw new IllegalStateException(impossible); // the index is one that was counted
        }
    }

    /** How many keys there are, and the greatest. */
    public Totals totals(CopyOrder order) throws SQLException {
        return Sql.on(holder)
                .plainRows(
                        "SELECT count(*), CAST(max(k.key) AS text) FROM (" + order.versions() + ") k (key, version)",
                        row -> new Totals(row.getLong(1), row.getString(2)))
                .get(0);
    }

    /** The rows that must not be copied; at most so many. */
    public List<Refused> refused(CopyOrder order, int limit) throws SQLException {
        if (order.refuses().isEmpty()) {
            return List.of();
        }
        return Sql.on(holder)
                .plainRows(
                        "SELECT CAST(r.key AS text), CAST(r.kind AS text), CAST(r.reason AS text) FROM ("
                                + order.refuses() + ") r (key, kind, reason) ORDER BY r.key, r.kind LIMIT " + limit,
                        row -> new Refused(row.getString(1), row.getString(2), row.getString(3)));
    }

    /** All keys with their versions, in order; this session reads nothing else from now on. */
    public KeyStream keys(CopyOrder order, boolean integers) throws SQLException {
        String key = integers ? "k.key" : "CAST(k.key AS text) COLLATE \"C\"";
        String query =
                "COPY (SELECT CAST(k.key AS text), CAST(k.version AS text) FROM (%s) k (key, version) ORDER BY %s) TO STDOUT"
                        .formatted(order.versions(), key);
        return new KeyStream(holder.unwrap(PGConnection.class).getCopyAPI().copyOut(query));
    }

    /** The name of a column as SQL, in the query that reads a batch. */
    static String column(String name) {
        return "q." + Identifier.of(name);
    }

    @Override
    public void close() throws SQLException {
        holder.close();
    }
}
