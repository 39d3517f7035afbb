package sluice.designs.images;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import sluice.sql.Sql;

/**
 * Which importer reads which file, where several run side by side: advisory locks of a session of our own, so that those of
 * a process that died are free at once. They only spare work twice; that a file has one row is the unique key's duty.
 */
public final class Claims implements AutoCloseable {

    // apart from the locks of other programs, and of other schemas of the same database
    private static final String KEY = "hashtextextended('sluice import ' || current_schema() || ' ' || path, 0)";

    private static final String CLAIM =
            "SELECT path FROM unnest(?::text[]) path WHERE pg_try_advisory_lock(" + KEY + ")";
    private static final String RELEASE =
            "SELECT count(*) FROM unnest(?::text[]) path WHERE pg_advisory_unlock(" + KEY + ")";

    private final Database session;

    /** Claims in a session of their own on this database. */
    public Claims(Database database) {
        this.session = database.another();
    }

    /** Claims what nobody else has; gives the paths that are ours now. */
    public Set<String> take(List<String> paths) throws SQLException {
        return session.with(connection -> claim(connection, paths));
    }

    private static Set<String> claim(Connection connection, List<String> paths) throws SQLException {
        return new HashSet<>(
                Sql.on(connection).rows(CLAIM, row -> row.getString(1), (Object) paths.toArray(String[]::new)));
    }

    /** Gives them back. */
    public void release(Set<String> paths) throws SQLException {
        session.with(connection -> Sql.on(connection).number(RELEASE, (Object) paths.toArray(String[]::new)));
    }

    @Override
    public void close() {
        session.close();
    }
}
