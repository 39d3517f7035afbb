package sluice.bench.listings;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyOut;
import sluice.sql.Identifier;
import sluice.sql.Sql;

/** {@code COPY … TO STDOUT} piped into {@code COPY … FROM STDIN}: the floor of every copy between servers. */
final class BareCopy {

    private final Connection from;
    private final Connection into;

    BareCopy(Connection from, Connection into) {
        this.from = from;
        this.into = into;
    }

    /** Copies a whole table, as far as the other has its columns, in one transaction of the caller's. */
    void table(String source, String target) throws SQLException {
        List<String> wanted = columns(into, target);
        String columns = columns(from, source).stream().filter(wanted::contains).collect(Collectors.joining(", "));
        CopyOut out =
                from.unwrap(PGConnection.class).getCopyAPI().copyOut("COPY " + source + " (" + columns + ") TO STDOUT");
        CopyIn in =
                into.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY " + target + " (" + columns + ") FROM STDIN");
        for (byte[] row = out.readFromCopy(); row != null; row = out.readFromCopy()) {
            in.writeToCopy(row, 0, row.length);
        }
        in.endCopy();
    }

    private static List<String> columns(Connection connection, String table) throws SQLException {
        return Sql.on(connection)
                .rows(
                        "SELECT attname FROM pg_attribute WHERE attrelid = CAST(? AS regclass) AND attnum > 0 "
                                + "AND NOT attisdropped ORDER BY attnum",
                        row -> Identifier.of(row.getString(1)),
                        table);
    }
}
