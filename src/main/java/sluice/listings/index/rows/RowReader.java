package sluice.listings.index.rows;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * Reads documents on one session, one at a time as they come: a listing with a long text costs its own size and no more. Not
 * thread-safe.
 */
public final class RowReader implements AutoCloseable {

    /** What becomes of a row. */
    @FunctionalInterface
    public interface Use {
        /** Takes the row; may take its time. */
        void take(Row row);
    }

    // signature, flags and the length of an empty extension
    private static final int HEADER = 19;

    private final Connection connection;

    /** Reads on this session, and closes it. */
    RowReader(Connection connection) {
        this.connection = connection;
    }

    /** Reads a range in the order of its keys. */
    public void read(KeyRange range, Use use) throws SQLException {
        copy(DocumentQuery.of(range), use);
    }

    /** The documents of a range; for ranges that fit into memory. */
    public List<Row> read(KeyRange range) throws SQLException {
        List<Row> rows = new ArrayList<>();
        read(range, rows::add);
        return rows;
    }

    /** The documents of these listings, as far as they are there. */
    public List<Row> read(Collection<Long> ids) throws SQLException {
        List<Row> rows = new ArrayList<>();
        if (!ids.isEmpty()) {
            copy(DocumentQuery.of(ids), rows::add);
        }
        return rows;
    }

    /** In PostgreSQL's binary form: the text's bytes as they are, with nothing escaped. */
    private void copy(String query, Use use) throws SQLException {
        CopyOut copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut("COPY (" + query + ") TO STDOUT (FORMAT binary)");
        try {
            boolean first = true;
            for (byte[] message = copy.readFromCopy(); message != null; message = copy.readFromCopy()) {
                ByteBuffer buffer = ByteBuffer.wrap(message);
                buffer.position(first ? HEADER : 0);
                first = false;
                if (buffer.getShort() > 0) {
                    use.take(row(buffer));
                }
            }
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private static Row row(ByteBuffer buffer) {
        buffer.getInt();
        long id = buffer.getLong();
        byte[] document = new byte[buffer.getInt()];
        buffer.get(document);
        return new Row(id, document);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
