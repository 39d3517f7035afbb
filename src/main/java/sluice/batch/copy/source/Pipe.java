package sluice.batch.copy.source;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyOut;
import sluice.batch.copy.CopyBatch;
import sluice.batch.copy.CopyPart;
import sluice.sql.Literal;

/** Carries rows from a session to another by COPY on both sides; holds one buffer of them. */
public final class Pipe {

    private static final int BUFFER = 64 * 1024;

    private final Connection source;
    private final Connection target;
    private byte[] buffer = new byte[BUFFER];
    private int filled;

    /** From the source's session to the target's. */
    public Pipe(Connection source, Connection target) {
        this.source = source;
        this.target = target;
    }

    /** What the source is asked for a batch of a part. */
    public static String query(CopyPart part, List<String> columns, CopyBatch batch) {
        String key = Snapshot.column(part.key());
        String first = Literal.of(batch.keys().get(0));
        String last = Literal.of(batch.keys().get(batch.keys().size() - 1));
        String keys =
                batch.dense() ? "BETWEEN " + first + " AND " + last : "= ANY (" + Literal.of(array(batch.keys())) + ")";
        return "SELECT %s FROM (%s) q WHERE %s %s"
                .formatted(
                        columns.stream().map(Snapshot::column).collect(Collectors.joining(", ")),
                        part.query(),
                        key,
                        keys);
    }

    private static String array(List<String> keys) {
        return keys.stream()
                .map(key -> '"' + key.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .collect(Collectors.joining(",", "{", "}"));
    }

    /**
     * Copies the answer of a query.
     *
     * @param into table and columns, as behind COPY
     * @return how many rows
     */
    public long copy(String query, String into) throws SQLException {
        CopyIn in = in(into);
        try {
            CopyOut out = source.unwrap(PGConnection.class).getCopyAPI().copyOut("COPY (" + query + ") TO STDOUT");
            for (byte[] row = out.readFromCopy(); row != null; row = out.readFromCopy()) {
                write(in, row);
            }
            return end(in);
        } finally {
            cancel(in);
        }
    }

    /** Copies a batch's keys and versions. */
    public void keys(CopyBatch batch, String into) throws SQLException {
        CopyIn in = in(into);
        try {
            for (int i = 0; i < batch.keys().size(); i++) {
                String version =
                        batch.versions().isEmpty() ? "" : batch.versions().get(i);
                String line = CopyText.write(batch.keys().get(i)) + '\t' + CopyText.write(version) + '\n';
                write(in, line.getBytes(StandardCharsets.UTF_8));
            }
            end(in);
        } finally {
            cancel(in);
        }
    }

    private CopyIn in(String into) throws SQLException {
        filled = 0;
        return target.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY " + into + " FROM STDIN");
    }

    private void write(CopyIn in, byte[] row) throws SQLException {
        if (filled + row.length > buffer.length) {
            flush(in);
        }
        if (row.length > buffer.length) {
            in.writeToCopy(row, 0, row.length);
            return;
        }
        System.arraycopy(row, 0, buffer, filled, row.length);
        filled += row.length;
    }

    private void flush(CopyIn in) throws SQLException {
        if (filled > 0) {
            in.writeToCopy(buffer, 0, filled);
            filled = 0;
        }
    }

    private long end(CopyIn in) throws SQLException {
        flush(in);
        return in.endCopy();
    }

    /** After a trouble the target must not wait for more. */
    private static void cancel(CopyIn in) throws SQLException {
        if (in.isActive()) {
            in.cancelCopy();
        }
    }
}
